package shop.pennywell.stats.counter;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TransactionalInboxTest {

    @Test
    void blamesNoEventForAStoreThatIsAwayOrBusy() {
        assertTrue(TransactionalInbox.isFaultOfTheStore(SdkClientException.create("connection refused")));
        assertTrue(TransactionalInbox.isFaultOfTheStore(
                InternalServerErrorException.builder().statusCode(500).build()));
        assertTrue(TransactionalInbox.isFaultOfTheStore(ProvisionedThroughputExceededException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .build())
                .build()));
    }

    @Test
    void blamesTheEventForWhatTheStoreRefuses() {
        assertFalse(TransactionalInbox.isFaultOfTheStore(
                DynamoDbException.builder().statusCode(400).build()));
        assertFalse(TransactionalInbox.isFaultOfTheStore(
                TransactionCanceledException.builder().statusCode(400).build()));
    }
}
