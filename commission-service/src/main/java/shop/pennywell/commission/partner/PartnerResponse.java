package shop.pennywell.commission.partner;

import java.time.Instant;
import java.util.UUID;

record PartnerResponse(UUID id, String name, String currency, Partner.Settlement settlement, Instant createdAt) {
    static PartnerResponse of(Partner partner) {
        return new PartnerResponse(
                partner.id(), partner.name(), partner.currency(), partner.settlement(), partner.createdAt());
    }
}
