package shop.pennywell.gateway.limit;

import io.netty.util.NetUtil;
import java.math.BigInteger;

/** Addresses in CIDR notation, {@code 10.0.0.0/8} or {@code fd00::/8}. */
record AddressRange(BigInteger network, int octets, int hostBits) {

    static AddressRange parse(String cidr) {
        int slash = cidr.indexOf('/');
        var address = octets(slash < 0 ? cidr : cidr.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("not an address range: " + cidr);
        }
        int bits = slash < 0 ? address.length * 8 : Integer.parseInt(cidr.substring(slash + 1));
        if (bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException("not an address range: " + cidr);
        }
        int hostBits = address.length * 8 - bits;
        return new AddressRange(new BigInteger(1, address).shiftRight(hostBits), address.length, hostBits);
    }

    static boolean isAddress(String text) {
        return octets(text) != null;
    }

    /** The network that one subscriber gets: an IPv4 address, or the /64 of an IPv6 address. */
    static String subscriber(String address) {
        var octets = octets(address);
        if (octets == null || octets.length == 4) {
            return address;
        }
        return new BigInteger(1, octets).shiftRight(64).toString(16);
    }

    boolean contains(String text) {
        var address = octets(text);
        return address != null
                && address.length == octets
                && new BigInteger(1, address).shiftRight(hostBits).equals(network);
    }

    /** Only literal addresses: a name must never be looked up here. IPv4 in IPv6 clothes counts as IPv4. */
    private static byte[] octets(String text) {
        var octets = NetUtil.createByteArrayFromIpAddressString(text);
        if (octets != null && octets.length == 16) {
            boolean mapped = octets[10] == -1 && octets[11] == -1;
            for (int i = 0; i < 10; i++) {
                mapped &= octets[i] == 0;
            }
            return mapped ? new byte[] {octets[12], octets[13], octets[14], octets[15]} : octets;
        }
        return octets;
    }
}
