//! The content security policy of the site's pages: strict, and relaxed only by what a component
//! library needs.

use std::collections::BTreeSet;

use crate::components::Need;

/// The policy of a page. `frames`: whether it may have frames of the same site.
pub(super) fn policy(frames: bool, needs: &BTreeSet<Need>) -> String {
    let unless = |need, strict, loose| match needs.contains(&need) {
        false => strict,
        true => loose,
    };
    let style = unless(Need::InlineStyle, "", " 'unsafe-inline'");
    let image = unless(Need::DataImage, "", " data:");
    let require = "require-trusted-types-for 'script'; ";
    let require = unless(Need::NoTrustedTypes, require, "");
    // A library in several parts makes its Trusted Types policy under the same name several times.
    let trusted = unless(
        Need::OwnTrustedTypesPolicy,
        "practice",
        "* 'allow-duplicates'",
    );
    let font = unless(Need::DataFont, "", "font-src data:; ");
    let frame = if frames { "; frame-src 'self'" } else { "" };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'{style}; connect-src 'self'; \
         img-src 'self'{image}; {font}form-action 'self'; base-uri 'none'; {require}\
         trusted-types {trusted}; report-uri /practice/csp-report{frame}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_strict_unless_a_library_needs_it_looser() {
        let strict = policy(false, &BTreeSet::new());
        assert_eq!(
            strict,
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
             img-src 'self'; form-action 'self'; base-uri 'none'; \
             require-trusted-types-for 'script'; trusted-types practice; \
             report-uri /practice/csp-report"
        );
        let all = [
            Need::InlineStyle,
            Need::DataImage,
            Need::DataFont,
            Need::OwnTrustedTypesPolicy,
            Need::NoTrustedTypes,
        ];
        assert_eq!(
            policy(true, &all.into()),
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
             connect-src 'self'; img-src 'self' data:; font-src data:; form-action 'self'; \
             base-uri 'none'; trusted-types * 'allow-duplicates'; \
             report-uri /practice/csp-report; frame-src 'self'"
        );
    }
}
