//! The servers whose logs are written, and what tells their builds apart.

/// How a certificate stands in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A row for each part: 2007 to 2013.
    Rows,
    /// All parts in one row: 2016 to CU2.
    OneRow,
    /// The same with the dates: later.
    WithDates,
}

#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) name: &'static str,
    pub(crate) host: &'static str,
    pub(crate) address: &'static str,
    pub(crate) layout: Layout,
    /// A row for each line of a reply.
    pub(crate) old_replies: bool,
    /// `#Version`.
    pub(crate) version: &'static str,
    pub(crate) ecdhe: &'static str,
    pub(crate) line_end: &'static str,
    pub(crate) byte_order_mark: bool,
    /// Up to TLS 1.2 where false.
    pub(crate) speaks_tls13: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    FrontEnd,
    Hub,
}

/// The logs of one folder.
#[derive(Debug)]
pub(crate) struct Stream {
    pub(crate) server: &'static Server,
    pub(crate) role: Role,
    pub(crate) receives: bool,
    /// As the CSV field stands in the file.
    pub(crate) connector: &'static str,
    pub(crate) folder: &'static str,
    /// Share of all bytes.
    pub(crate) weight: u64,
}

static EX1: Server = Server {
    name: "EX1",
    host: "ex1.nordwind.example",
    address: "10.0.0.11",
    layout: Layout::WithDates,
    old_replies: false,
    version: "15.0.0.0",
    ecdhe: "CALG_ECDH_EPHEM",
    line_end: "\r\n",
    byte_order_mark: false,
    speaks_tls13: true,
};

static EX2: Server = Server {
    name: "EX2",
    host: "ex2.nordwind.example",
    address: "10.0.0.12",
    layout: Layout::OneRow,
    old_replies: false,
    version: "15.0.0.0",
    ecdhe: "CALG_ECDH_EPHEM",
    line_end: "\n",
    byte_order_mark: false,
    speaks_tls13: false,
};

static EX3: Server = Server {
    name: "EX3",
    host: "ex3.nordwind.example",
    address: "10.0.0.13",
    layout: Layout::Rows,
    old_replies: true,
    version: "14.0.0.0",
    ecdhe: "CALG_ECDHE",
    line_end: "\r\n",
    byte_order_mark: true,
    speaks_tls13: false,
};

/// The first ones are written first, where only few files are wanted.
pub(crate) static STREAMS: [Stream; 12] = [
    Stream {
        server: &EX1,
        role: Role::FrontEnd,
        receives: true,
        connector: "EX1\\Default Frontend EX1",
        folder: "EX1/FrontEnd/ProtocolLog/SmtpReceive",
        weight: 20,
    },
    Stream {
        server: &EX1,
        role: Role::Hub,
        receives: false,
        connector: "\"Outbound, all\"",
        folder: "EX1/Hub/ProtocolLog/SmtpSend",
        weight: 12,
    },
    Stream {
        server: &EX3,
        role: Role::FrontEnd,
        receives: true,
        connector: "EX3\\Standard-Frontend für „EX3“",
        folder: "EX3/FrontEnd/ProtocolLog/SmtpReceive",
        weight: 12,
    },
    Stream {
        server: &EX2,
        role: Role::Hub,
        receives: false,
        connector: "默认发送连接器",
        folder: "EX2/Hub/ProtocolLog/SmtpSend",
        weight: 8,
    },
    Stream {
        server: &EX1,
        role: Role::Hub,
        receives: true,
        connector: "EX1\\Default EX1",
        folder: "EX1/Hub/ProtocolLog/SmtpReceive",
        weight: 8,
    },
    Stream {
        server: &EX1,
        role: Role::FrontEnd,
        receives: false,
        connector: "Inbound Proxy Internal Send Connector",
        folder: "EX1/FrontEnd/ProtocolLog/SmtpSend",
        weight: 6,
    },
    Stream {
        server: &EX2,
        role: Role::FrontEnd,
        receives: true,
        connector: "EX2\\默认前端 EX2",
        folder: "EX2/FrontEnd/ProtocolLog/SmtpReceive",
        weight: 12,
    },
    Stream {
        server: &EX3,
        role: Role::Hub,
        receives: false,
        connector: "Internet",
        folder: "EX3/Hub/ProtocolLog/SmtpSend",
        weight: 6,
    },
    Stream {
        server: &EX2,
        role: Role::Hub,
        receives: true,
        connector: "EX2\\Default EX2",
        folder: "EX2/Hub/ProtocolLog/SmtpReceive",
        weight: 6,
    },
    Stream {
        server: &EX2,
        role: Role::FrontEnd,
        receives: false,
        connector: "Inbound Proxy Internal Send Connector",
        folder: "EX2/FrontEnd/ProtocolLog/SmtpSend",
        weight: 4,
    },
    Stream {
        server: &EX3,
        role: Role::Hub,
        receives: true,
        connector: "EX3\\Default EX3",
        folder: "EX3/Hub/ProtocolLog/SmtpReceive",
        weight: 4,
    },
    Stream {
        server: &EX3,
        role: Role::FrontEnd,
        receives: false,
        connector: "Inbound Proxy Internal Send Connector",
        folder: "EX3/FrontEnd/ProtocolLog/SmtpSend",
        weight: 2,
    },
];
