package shop.pennywell.mailing.template;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where the links in mails lead. */
@ConfigMapping(prefix = "pennywell.site")
interface TemplateConfig {

    /** The address that browsers see. */
    URI publicUrl();

    @WithDefault("/stores")
    String storesPath();

    @WithDefault("/account/cashback")
    String cashbackPath();

    @WithDefault("/account/claims")
    String claimsPath();

    @WithDefault("/account/wallet")
    String walletPath();

    @WithDefault("/account/friends")
    String inviteFriendsPath();
}
