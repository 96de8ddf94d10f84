//! Makes a certificate for www.linkedin.com that only a test browser accepts.

use std::sync::Arc;

use anyhow::Context as _;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The host the practice site stands in for.
pub(super) const HOST: &str = "www.linkedin.com";

/// A new self-signed certificate, and a server configuration with it. The key stays in memory.
pub(super) fn self_signed() -> anyhow::Result<(CertificateDer<'static>, Arc<ServerConfig>)> {
    let made = rcgen::generate_simple_self_signed([HOST.to_owned()])
        .context("making the practice site's certificate")?;
    let certificate = made.cert.der().clone();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der())
        .map_err(|why| anyhow::anyhow!("the certificate's new key cannot be read back: {why}"))?;
    // The provider is named, because another dependency may bring a second one, and then
    // `ServerConfig::builder()` refuses to choose.
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .context("setting up TLS")?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .context("the practice site's certificate and key do not fit")?;
    // Only HTTP/1.1: the server has no HTTP/2.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok((certificate, Arc::new(config)))
}
