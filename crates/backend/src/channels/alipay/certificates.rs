//! An account in certificate mode names its certificates in every request, by serial numbers that
//! are Alipay's own invention: the MD5 of the issuer and the serial number.

use data_encoding::HEXLOWER;
use md5::{Digest as _, Md5};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use x509_cert::Certificate;
use x509_cert::der::Decode as _;
use x509_cert::der::oid::ObjectIdentifier;

/// sha1WithRSAEncryption and sha256WithRSAEncryption (RFC 8017, appendix C).
const RSA: [ObjectIdentifier; 2] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.5"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11"),
];

/// The numbers of an account in certificate mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateNumbers {
    /// `app_cert_sn`.
    pub app: String,
    /// `alipay_root_cert_sn`.
    pub root: String,
}

/// The number of the first certificate of a PEM file; `None` if there is none.
#[must_use]
pub fn certificate_number(pem: &[u8]) -> Option<String> {
    let der = CertificateDer::from_pem_slice(pem).ok()?;
    Certificate::from_der(&der)
        .ok()
        .map(|certificate| number(&certificate))
}

/// The number of Alipay's root certificates: of those signed with RSA, with `_` between. The file
/// holds others too, which are passed over, also if they cannot be read.
#[must_use]
pub fn root_number(pem: &[u8]) -> Option<String> {
    let numbers: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .filter_map(|der| Certificate::from_der(&der.ok()?).ok())
        .filter(|certificate| RSA.contains(&certificate.signature_algorithm().oid))
        .map(|certificate| number(&certificate))
        .collect();
    (!numbers.is_empty()).then(|| numbers.join("_"))
}

/// The name begins with its last part, `CN=…,OU=…,O=…,C=…`; the serial number is decimal.
fn number(certificate: &Certificate) -> String {
    let certificate = certificate.tbs_certificate();
    let serial = decimal(certificate.serial_number().as_bytes());
    let text = format!("{}{serial}", certificate.issuer());
    HEXLOWER.encode(&Md5::digest(text.as_bytes()))
}

/// A big-endian number in decimal digits.
fn decimal(bytes: &[u8]) -> String {
    // Its digits, the last one first.
    let mut digits = vec![0_u32];
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += *digit * 256;
            *digit = carry % 10;
            carry /= 10;
        }
        while carry > 0 {
            digits.push(carry % 10);
            carry /= 10;
        }
    }
    digits.iter().rev().map(u32::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_number_is_written_in_decimal() {
        assert_eq!(decimal(&[]), "0");
        assert_eq!(decimal(&[0]), "0");
        assert_eq!(decimal(&[1, 0]), "256");
        assert_eq!(decimal(&[0xff; 16]), u128::MAX.to_string());
    }

    #[test]
    fn what_is_no_certificate_has_no_number() {
        assert_eq!(certificate_number(b"-----BEGIN CERTIFICATE-----"), None);
        assert_eq!(root_number(b""), None);
    }
}
