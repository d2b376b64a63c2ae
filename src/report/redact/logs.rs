//! What in the tables of the logs leads back to somebody?
//!
//! Partners, addresses, hosts, connectors, folders and the names of certificates get pseudonyms;
//! thumbprints are taken out. What a column holds is told by its title.

use super::TAKEN_OUT;
use super::pseudonyms::Pseudonyms;
use crate::report::{LogTable, LogsReport};

impl Pseudonyms {
    /// Every original that the tables hold.
    pub(super) fn logs(&mut self, logs: &LogsReport) {
        for table in &logs.tables {
            for row in 0..table.rows.len() {
                for (at, column) in table.columns.iter().enumerate() {
                    self.log_cell(table, &column.title, table.rows.cell(row, at));
                }
            }
            table.rows.files().iter().for_each(|file| self.numbered("file", file));
        }
    }

    fn log_cell(&mut self, table: &LogTable, column: &str, cell: &str) {
        match column {
            "Partner" | "Address" | "Host" => self.name(cell),
            "Names" => cell.split(';').for_each(|name| self.name(name)),
            "Subject" | "Issuer" => self.distinguished(cell),
            // Sentences have its beginning.
            "Thumbprint" => {
                let short: String = cell.chars().take(8).collect();
                self.numbered("certificate", &short);
            }
            "Connector" => self.numbered("connector", cell),
            "Folder" => self.numbered("folder", cell),
            "Name" if table.id == "connectors" => {
                let name = cell.rsplit_once(" (").map_or(cell, |(name, _)| name);
                self.numbered("connector", name);
            }
            "Name" => self.numbered("folder", cell),
            _ => {}
        }
    }
}

/// Takes out what cannot have a pseudonym.
pub(super) fn strip(logs: &mut LogsReport) {
    for table in &mut logs.tables {
        let leads_back = |at: usize| {
            let column = table.columns.get(at);
            column.is_some_and(|column| matches!(&*column.title, "Thumbprint" | "Certificate"))
        };
        table.rows.change(&mut |column, cell| {
            if column.is_some_and(leads_back) {
                TAKEN_OUT.clone_into(cell);
            }
        });
    }
}
