package shop.pennywell.local.stores;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3-compatible server over a folder. It checks request signatures as S3 does. */
final class S3Server implements AutoCloseable {
    static final List<String> OWNERS = List.of("portal", "commission", "payments");

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    static S3Server start(Path folder, int port, String accessKey, String secretKey) throws IOException {
        Files.createDirectories(folder);
        BlobStore files = new FilesystemNio2BlobStore(folder.toString());
        try {
            S3Proxy proxy = S3Proxy.builder()
                    .blobStore(files)
                    .endpoint(URI.create("http://127.0.0.1:" + port))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey)
                    .ignoreUnknownHeaders(true)
                    .build();
            proxy.setBlobStoreLocator((identity, bucket, object) ->
                    accessKey.equals(identity) ? new AccessGrant(secretKey, files) : null);
            proxy.start();
            for (String owner : OWNERS) {
                if (!files.containerExists(bucketOf(owner))) {
                    files.createContainer(bucketOf(owner));
                }
            }
            return new S3Server(proxy);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The S3 server did not start: " + e.getMessage(), e);
        }
    }

    static String bucketOf(String service) {
        return "pennywell-" + service;
    }

    int port() {
        return proxy.getPort();
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("The S3 server did not stop: " + e.getMessage(), e);
        }
    }
}
