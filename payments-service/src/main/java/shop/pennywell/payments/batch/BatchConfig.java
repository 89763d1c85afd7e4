package shop.pennywell.payments.batch;

import io.smallrye.config.ConfigMapping;

/** Where files lie. */
@ConfigMapping(prefix = "pennywell.s3")
interface BatchConfig {

    String bucket();
}
