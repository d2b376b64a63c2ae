//! As CSV: the certificates, one row each, or a table of the report.
//!
//! RFC 4180 quoting; a field that a spreadsheet would take for a formula is led by an apostrophe.

use crate::outline::RowsBlock;
use crate::report::Report;

const HEAD: [&str; 12] = [
    "sha256",
    "sha1",
    "subject",
    "issuer",
    "serial",
    "not_before",
    "not_after",
    "key_algorithm",
    "key_bits",
    "signature_algorithm",
    "names",
    "source",
];

pub fn csv(report: &Report) -> String {
    let mut text = String::new();
    write(&mut text, &mut HEAD.into_iter().map(String::from));
    for certificate in &report.certificates {
        let names: Vec<&str> = certificate
            .dns_names
            .iter()
            .chain(&certificate.ip_addresses)
            .map(String::as_str)
            .collect();
        let source = report.sources.get(certificate.source as usize);
        let row = [
            certificate.sha256.clone(),
            certificate.sha1.clone(),
            certificate.subject.clone(),
            certificate.issuer.clone(),
            certificate.serial.clone(),
            certificate.not_before.rfc3339(),
            certificate.not_after.rfc3339(),
            certificate.key_algorithm.clone(),
            certificate.key_bits.map(|bits| bits.to_string()).unwrap_or_default(),
            certificate.signature_algorithm.clone(),
            names.join(" "),
            source.map(|source| source.name.clone()).unwrap_or_default(),
        ];
        write(&mut text, &mut row.into_iter().map(|field| harmless(&field)));
    }
    text
}

/// A row of more than one field. The csv crate's writer can tell numbers from words, for which it brings
/// tables of 10 KB into the page; this is what is left of it.
fn write(text: &mut String, row: &mut dyn Iterator<Item = String>) {
    for (column, field) in row.enumerate() {
        if column > 0 {
            text.push(',');
        }
        if field.contains(['"', ',', '\r', '\n']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&field);
        }
    }
    text.push_str("\r\n");
}

/// Some rows of a table, in this order.
pub fn table(table: &RowsBlock, rows: &[usize]) -> String {
    let mut text = String::new();
    write(&mut text, &mut table.columns.iter().cloned());
    for row in rows {
        let cells = (0..table.columns.len()).map(|column| harmless(table.cell(*row, column)));
        write(&mut text, &mut cells.into_iter());
    }
    text
}

fn harmless(field: &str) -> String {
    if field.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) {
        return format!("'{field}");
    }
    field.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_back_what_was_written() {
        let fields = [
            "plain",
            "",
            "a,b",
            "\"",
            "say \"so\"",
            "\r",
            "two\r\nlines",
            "ü",
            " b ",
            ";",
            "'",
            "0",
        ];
        let mut text = String::new();
        write(&mut text, &mut fields.into_iter().map(String::from));
        write(&mut text, &mut HEAD.into_iter().map(String::from));
        let mut reader =
            ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let rows: Vec<Vec<String>> = reader
            .records()
            .map(|row| row.expect("a row").iter().map(Into::into).collect())
            .collect();
        assert_eq!(rows, [fields.map(String::from), HEAD.map(String::from)]);
    }

    #[test]
    fn formulas_are_defused() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("CN=x"), "CN=x");
    }
}
