//! Makes a certificate for www.linkedin.com that only a test browser accepts.

use std::sync::{Arc, LazyLock};

use anyhow::Context as _;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rcgen::{CertificateParams, KeyPair, PublicKeyData as _};
use ring::digest;
use rustls::ServerConfig;
use rustls::crypto::ring as provider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The host the practice site stands in for.
pub(super) const HOST: &str = "www.linkedin.com";

/// The key of all practice sites of this process. It stays in memory.
static KEY: LazyLock<Result<KeyPair, String>> =
    LazyLock::new(|| KeyPair::generate().map_err(|why| why.to_string()));

fn key() -> anyhow::Result<&'static KeyPair> {
    KEY.as_ref()
        .map_err(|why| anyhow::anyhow!("the practice site's key cannot be made: {why}"))
}

/// The SHA-256 of the public key (its SubjectPublicKeyInfo), in Base64. Chromium trusts what it is
/// told to trust by this, and then keeps answers in its cache, which it does for no certificate
/// whose error is merely ignored.
///
/// # Errors
/// When no key can be made.
pub fn key_hash() -> anyhow::Result<String> {
    let hash = digest::digest(&digest::SHA256, &key()?.subject_public_key_info());
    Ok(BASE64_STANDARD.encode(hash))
}

/// A new self-signed certificate, and a server configuration with it.
pub(super) fn self_signed() -> anyhow::Result<(CertificateDer<'static>, Arc<ServerConfig>)> {
    let key = key()?;
    let made = CertificateParams::new([HOST.to_owned()])
        .and_then(|params| params.self_signed(key))
        .context("making the practice site's certificate")?;
    let certificate = made.der().clone();
    let key = PrivateKeyDer::try_from(key.serialize_der())
        .map_err(|why| anyhow::anyhow!("the certificate's new key cannot be read back: {why}"))?;
    // The provider is named, because another dependency may bring a second one, and then
    // `ServerConfig::builder()` refuses to choose.
    let mut config = ServerConfig::builder_with_provider(Arc::new(provider::default_provider()))
        .with_safe_default_protocol_versions()
        .context("setting up TLS")?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .context("the practice site's certificate and key do not fit")?;
    // Only HTTP/1.1: the server has no HTTP/2.
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok((certificate, Arc::new(config)))
}
