package shop.pennywell.commission.partner;

import shop.pennywell.commission.world.World;

/** @param sandbox whether they are for trying things out, where nothing is money; if not said they are not */
record CredentialRequest(Boolean sandbox) {

    static World world(CredentialRequest request) {
        return request != null && Boolean.TRUE.equals(request.sandbox()) ? World.SANDBOX : World.PRODUCTION;
    }
}
