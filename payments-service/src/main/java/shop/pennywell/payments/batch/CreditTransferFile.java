package shop.pennywell.payments.batch;

import com.prowidesoftware.swift.model.mx.MxPain00100109;
import com.prowidesoftware.swift.model.mx.MxWriteParams;
import com.prowidesoftware.swift.model.mx.dic.AccountIdentification4Choice;
import com.prowidesoftware.swift.model.mx.dic.ActiveOrHistoricCurrencyAndAmount;
import com.prowidesoftware.swift.model.mx.dic.AmountType4Choice;
import com.prowidesoftware.swift.model.mx.dic.BranchAndFinancialInstitutionIdentification6;
import com.prowidesoftware.swift.model.mx.dic.CashAccount38;
import com.prowidesoftware.swift.model.mx.dic.ChargeBearerType1Code;
import com.prowidesoftware.swift.model.mx.dic.CreditTransferTransaction34;
import com.prowidesoftware.swift.model.mx.dic.CustomerCreditTransferInitiationV09;
import com.prowidesoftware.swift.model.mx.dic.DateAndDateTime2Choice;
import com.prowidesoftware.swift.model.mx.dic.FinancialInstitutionIdentification18;
import com.prowidesoftware.swift.model.mx.dic.GroupHeader85;
import com.prowidesoftware.swift.model.mx.dic.PartyIdentification135;
import com.prowidesoftware.swift.model.mx.dic.PaymentIdentification6;
import com.prowidesoftware.swift.model.mx.dic.PaymentInstruction30;
import com.prowidesoftware.swift.model.mx.dic.PaymentMethod3Code;
import com.prowidesoftware.swift.model.mx.dic.PaymentTypeInformation26;
import com.prowidesoftware.swift.model.mx.dic.RemittanceInformation16;
import com.prowidesoftware.swift.model.mx.dic.ServiceLevel8Choice;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.payments.payoutaccount.SepaText;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A batch as the bank reads it: ISO 20022 pain.001.001.09, in the SEPA character set. */
final class CreditTransferFile {

    private static final int LONGEST_NAME = 70;
    private static final Schema SCHEMA = schema();

    /** One credit transfer: the payout's id, how much, to whom. */
    record Transfer(UUID payoutId, Money amount, String holder, String iban, String bic) {}

    private CreditTransferFile() {}

    /**
     * The same bytes for the same batch and transfers.
     *
     * @throws IllegalStateException if they would not be valid against the schema: nothing invalid goes to a bank
     */
    static byte[] of(PayoutBatch batch, List<Transfer> transfers) {
        var total = transfers.stream()
                .map(Transfer::amount)
                .reduce(Money.zero(batch.total().currencyCode()), Money::plus);
        if (transfers.size() != batch.payouts() || !total.equals(batch.total())) {
            throw new IllegalStateException("batch " + batch.id() + " is not what it was made of");
        }
        var message = new MxPain00100109();
        var initiation = new CustomerCreditTransferInitiationV09().setGrpHdr(header(batch));
        initiation.getPmtInf().add(instruction(batch, transfers));
        message.setCstmrCdtTrfInitn(initiation);
        var parameters = new MxWriteParams();
        parameters.prefix = null;
        parameters.includeXMLDeclaration = true;
        var xml = message.document(parameters);
        validate(xml);
        return xml.getBytes(UTF_8);
    }

    /** 32 characters, so within the 35 that banks carry through to their answers. */
    static String reference(UUID id) {
        return id.toString().replace("-", "").toUpperCase(Locale.ROOT);
    }

    private static GroupHeader85 header(PayoutBatch batch) {
        return new GroupHeader85()
                .setMsgId(reference(batch.id()))
                .setCreDtTm(batch.createdAt().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC))
                .setNbOfTxs(Integer.toString(batch.payouts()))
                .setCtrlSum(decimal(batch.total()))
                .setInitgPty(party(batch.debtorName()));
    }

    private static PaymentInstruction30 instruction(PayoutBatch batch, List<Transfer> transfers) {
        boolean sepa = batch.total().currencyCode().equals("EUR");
        var instruction = new PaymentInstruction30()
                .setPmtInfId(reference(batch.id()))
                .setPmtMtd(PaymentMethod3Code.TRF)
                // Single entries on our statement, because each carries the reference that tells what it settles.
                .setBtchBookg(false)
                .setNbOfTxs(Integer.toString(batch.payouts()))
                .setCtrlSum(decimal(batch.total()))
                .setReqdExctnDt(new DateAndDateTime2Choice().setDt(batch.executionOn()))
                .setDbtr(party(batch.debtorName()))
                .setDbtrAcct(account(batch.debtorIban()).setCcy(batch.total().currencyCode()))
                .setDbtrAgt(bank(batch.debtorBic()))
                .setChrgBr(sepa ? ChargeBearerType1Code.SLEV : ChargeBearerType1Code.SHAR);
        if (sepa) {
            var type = new PaymentTypeInformation26();
            type.getSvcLvl().add(new ServiceLevel8Choice().setCd("SEPA"));
            instruction.setPmtTpInf(type);
        }
        transfers.forEach(transfer -> instruction.getCdtTrfTxInf().add(transaction(transfer)));
        return instruction;
    }

    private static CreditTransferTransaction34 transaction(Transfer transfer) {
        var reference = reference(transfer.payoutId());
        var remittance = new RemittanceInformation16();
        remittance.getUstrd().add("Pennywell cashback " + reference);
        var transaction = new CreditTransferTransaction34()
                .setPmtId(new PaymentIdentification6().setInstrId(reference).setEndToEndId(reference))
                .setAmt(new AmountType4Choice()
                        .setInstdAmt(new ActiveOrHistoricCurrencyAndAmount()
                                .setCcy(transfer.amount().currencyCode())
                                .setValue(decimal(transfer.amount()))))
                .setCdtr(party(transfer.holder()))
                .setCdtrAcct(account(transfer.iban()))
                .setRmtInf(remittance);
        return transfer.bic() == null ? transaction : transaction.setCdtrAgt(bank(transfer.bic()));
    }

    private static PartyIdentification135 party(String name) {
        return new PartyIdentification135().setNm(SepaText.of(name, LONGEST_NAME));
    }

    private static CashAccount38 account(String iban) {
        return new CashAccount38().setId(new AccountIdentification4Choice().setIBAN(iban));
    }

    private static BranchAndFinancialInstitutionIdentification6 bank(String bic) {
        return new BranchAndFinancialInstitutionIdentification6()
                .setFinInstnId(new FinancialInstitutionIdentification18().setBICFI(bic));
    }

    private static BigDecimal decimal(Money money) {
        return new BigDecimal(money.amount());
    }

    private static void validate(String xml) {
        try {
            SCHEMA.newValidator().validate(new StreamSource(new StringReader(xml)));
        } catch (SAXException e) {
            throw new IllegalStateException("the bank would refuse this file: " + e.getMessage(), e);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Schema schema() {
        try {
            var factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return factory.newSchema(
                    new StreamSource(CreditTransferFile.class.getResourceAsStream("/iso20022/pain.001.001.09.xsd")));
        } catch (SAXException e) {
            throw new IllegalStateException("the schema of pain.001.001.09 is broken", e);
        }
    }
}
