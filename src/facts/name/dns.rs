//! Does a presented DNS name stand for a host, and if not, what stands in the way?
//!
//! RFC 9525 sections 6.3 and 6.4. Which clients are laxer is told in `matchers`.

use crate::idn;
use crate::visible::is_hidden;

/// What makes a presented name one that no client of the standard ever matches, whatever it is asked for.
pub fn flaw(pattern: &str) -> Option<&'static str> {
    if pattern.is_empty() {
        return Some("it is empty");
    }
    if pattern.chars().any(is_hidden) {
        return Some("it holds hidden characters");
    }
    if !pattern.is_ascii() {
        return Some("it is not written as an A-label (xn--…)");
    }
    if pattern.parse::<std::net::IpAddr>().is_ok() {
        return Some(
            "it is an address written as a DNS name: addresses stand in iPAddress entries",
        );
    }
    if pattern.contains("://") || pattern.contains('/') {
        return Some("it is a URL and not a host name");
    }
    if pattern.contains(':') {
        return Some("it holds a colon: a port is no part of a name");
    }
    if pattern.contains('@') {
        return Some("it is a mail address and not a host name");
    }
    if pattern.contains(' ') {
        return Some("it holds a blank");
    }
    if pattern.ends_with('.') {
        return Some("it ends in a dot, which a presented name must not");
    }
    if pattern.split('.').any(str::is_empty) {
        return Some("it has an empty label");
    }
    wildcard_flaw(pattern)
}

fn wildcard_flaw(pattern: &str) -> Option<&'static str> {
    if !pattern.contains('*') {
        return None;
    }
    let (first, rest) = pattern.split_once('.').unwrap_or((pattern, ""));
    if rest.contains('*') {
        return Some(if first.contains('*') {
            "more than one wildcard"
        } else {
            "the wildcard is not in the left-most label"
        });
    }
    if first != "*" {
        let a_label = first.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("xn--"));
        return Some(if a_label {
            "a wildcard inside an A-label (xn--…) stands for nothing"
        } else {
            "the wildcard is not the whole left-most label"
        });
    }
    if rest.is_empty() {
        return Some("a wildcard alone is not accepted");
    }
    (!rest.contains('.')).then_some("a wildcard for a whole top-level domain is not accepted")
}

/// Why a presented DNS name does not match, or `None` where it does. `host` is in lower case, in A-labels
/// and has no trailing dot.
pub fn mismatch(pattern: &str, host: &str) -> Option<&'static str> {
    if let Some(flaw) = flaw(pattern) {
        let same = idn::to_ascii(pattern.trim_end_matches('.'));
        return Some(match same {
            Ok(same) if !pattern.is_ascii() && same.ascii == host => {
                "it is the name asked for, but not written as an A-label (xn--…): clients compare A-labels"
            }
            Ok(same) if pattern.ends_with('.') && same.ascii == host => {
                "it is the name asked for with a dot at its end, which a presented name must not have"
            }
            _ => flaw,
        });
    }
    let pattern = pattern.to_ascii_lowercase();
    let Some(parent) = pattern.strip_prefix("*.") else {
        return (pattern != host).then(|| another(&pattern, host));
    };
    let Some((first, rest)) = host.split_once('.') else {
        return Some("another name: the one asked for has no domain");
    };
    if rest == parent && !first.is_empty() {
        return None;
    }
    if host == parent {
        return Some("the wildcard does not cover the domain itself");
    }
    if below(host, parent) {
        return Some("the wildcard stands for exactly one label, and more stand there");
    }
    Some("another domain")
}

/// How two names differ, where one of them is not a wildcard.
fn another(pattern: &str, host: &str) -> &'static str {
    let (first, domain) = pattern.split_once('.').unwrap_or((pattern, ""));
    let (asked, asked_domain) = host.split_once('.').unwrap_or((host, ""));
    if asked_domain.is_empty() && first == asked {
        return "the name asked for is only its first label: clients compare the whole name";
    }
    if domain.is_empty() && first == asked {
        return "only the first label of the name asked for: clients compare the whole name";
    }
    if below(host, pattern) {
        return "a name above: without a wildcard it covers nothing below itself";
    }
    if below(pattern, host) {
        return "a name below the one asked for";
    }
    if !domain.is_empty() && domain == asked_domain {
        return "another host of the same domain";
    }
    if first == asked {
        return "the same host name in another domain";
    }
    "another name"
}

fn below(name: &str, parent: &str) -> bool {
    name.strip_suffix(parent).is_some_and(|front| front.ends_with('.'))
}

/// What is worth knowing of a presented name that matches.
pub fn remark(pattern: &str, host: &str) -> Option<&'static str> {
    if pattern.contains('_') {
        return Some("it holds an underscore, which a host name must not: some clients refuse it");
    }
    if pattern.starts_with("*.") {
        let a_label = host.starts_with("xn--");
        return Some(if a_label {
            "the wildcard stands for the whole A-label"
        } else {
            "the wildcard stands for one label"
        });
    }
    (pattern != host).then_some("upper and lower case are the same here")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, host: &str, why: Option<&str>) {
        let told = mismatch(pattern, host);
        match why {
            Some(word) => assert!(
                told.is_some_and(|told| told.contains(word)),
                "{pattern} against {host}: {told:?}"
            ),
            None => assert_eq!(told, None, "{pattern} against {host}"),
        }
    }

    #[test]
    fn names_that_match() {
        check("mail.example.com", "mail.example.com", None);
        check("MAIL.example.com", "mail.example.com", None);
        check("*.example.com", "mail.example.com", None);
        check("*.xn--mller-kva.example", "www.xn--mller-kva.example", None);
        check("*.example.com", "xn--mller-kva.example.com", None);
        check("my_host.example.com", "my_host.example.com", None);
    }

    #[test]
    fn each_reason_has_its_words() {
        let host = "mail.example.com";
        check("*.example.com", "a.mail.example.com", Some("exactly one label"));
        check("*.example.com", "example.com", Some("the domain itself"));
        check("*.example.com", "mail.notexample.com", Some("another domain"));
        check("*.example.com", "mail", Some("no domain"));
        check("m*.example.com", host, Some("whole left-most label"));
        check("mail.*.com", host, Some("not in the left-most"));
        check("*.*.com", host, Some("more than one"));
        check("xn--*.example.com", "xn--a.example.com", Some("inside an A-label"));
        check("*.com", "example.com", Some("top-level domain"));
        check("*", "mail", Some("alone"));
        check("mail.example.com.", host, Some("name asked for with a dot"));
        check("other.example.com.", host, Some("ends in a dot"));
        check("mail.example.com\0.evil", host, Some("hidden"));
        check("müller.example", "xn--mller-kva.example", Some("name asked for, but not"));
        check("192.0.2.1", host, Some("address written as a DNS name"));
        check("https://mail.example.com", host, Some("URL"));
        check("mail.example.com:25", host, Some("port"));
        check("a@example.com", host, Some("mail address"));
        check("mail .example.com", host, Some("blank"));
        check("mail..com", host, Some("empty label"));
        check("example.com", host, Some("a name above"));
        check("a.mail.example.com", host, Some("a name below"));
        check("smtp.example.com", host, Some("same domain"));
        check("mail.example.org", host, Some("in another domain"));
        check("mail.example.com", "mail", Some("only its first label"));
        check("mail", host, Some("only the first label"));
        check("www.example.org", host, Some("another name"));
    }
}
