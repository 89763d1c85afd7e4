package shop.pennywell.commission.webhook.wire;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from those of somebody's inside: private, loopback, link-local (where clouds keep their metadata),
 * unique local, carrier-grade NAT, multicast, reserved, and those of IPv6 that stand for an address of IPv4. By the special-purpose
 * registries of IANA (RFC 6890) as of 2026.
 */
final class PublicAddress {
    private static final int IPV4_BYTES = 4;
    private static final int MAPPED_PREFIX_BYTES = 12;
    private static final Block MAPPED = Block.of("0:0:0:0:0:ffff:0:0/96");
    /** What of IPv6 is given out at all. Whatever is beyond is not public or not in use. */
    private static final Block GLOBAL_IPV6 = Block.of("2000:0:0:0:0:0:0:0/3");

    private static final List<Block> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8",
                    "100.64.0.0/10", // carrier-grade NAT, and the metadata of one cloud
                    "127.0.0.0/8",
                    "168.63.129.16/32", // public by its number, yet the inside of one cloud
                    "169.254.0.0/16", // link-local, and the metadata of most clouds
                    "172.16.0.0/12",
                    "192.0.0.0/24", // protocol assignments, and the metadata of one cloud
                    "192.0.2.0/24", // documentation
                    "192.31.196.0/24",
                    "192.52.193.0/24",
                    "192.88.99.0/24", // relays of 6to4
                    "192.168.0.0/16",
                    "192.175.48.0/24",
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, and broadcast
                    "2001:0:0:0:0:0:0:0/23", // protocol assignments, Teredo among them
                    "2001:db8:0:0:0:0:0:0/32", // documentation
                    "2002:0:0:0:0:0:0:0/16", // 6to4: an address of IPv4 in disguise
                    "2620:4f:8000:0:0:0:0:0/48",
                    "3fff:0:0:0:0:0:0:0/20") // documentation
            .map(Block::of)
            .toList();

    /** The addresses that begin with the same bits. */
    private static final class Block {
        private final byte[] first;
        private final int bits;

        private Block(byte[] first, int bits) {
            this.first = first;
            this.bits = bits;
        }

        /** Reads an address that is written out in full, so that no name is ever asked for. */
        static Block of(String cidr) {
            String[] parts = cidr.split("/");
            byte[] first = parts[0].indexOf(':') < 0
                    ? numbers(parts[0].split("\\."), 10, 1)
                    : numbers(parts[0].split(":"), 16, 2);
            return new Block(first, Integer.parseInt(parts[1]));
        }

        private static byte[] numbers(String[] texts, int radix, int width) {
            byte[] bytes = new byte[texts.length * width];
            for (int i = 0; i < texts.length; i++) {
                int number = Integer.parseInt(texts[i], radix);
                if (width == 2) {
                    bytes[2 * i] = (byte) (number >> 8);
                }
                bytes[width * i + width - 1] = (byte) number;
            }
            return bytes;
        }

        boolean contains(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (first[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private PublicAddress() {}

    static boolean isPublic(InetAddress address) {
        return isPublic(address.getAddress());
    }

    /** @param address 4 or 16 bytes, in network order */
    static boolean isPublic(byte[] address) {
        if (MAPPED.contains(address)) {
            byte[] inside = new byte[IPV4_BYTES];
            System.arraycopy(address, MAPPED_PREFIX_BYTES, inside, 0, IPV4_BYTES);
            return isPublic(inside);
        }
        return (address.length == IPV4_BYTES || GLOBAL_IPV6.contains(address))
                && NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
    }
}
