use handglass::input::Source;
use handglass::question::*;
use handglass::timestamp::Timestamp;
use handglass_chains::*;
fn main() {
    let only = std::env::args().nth(1);
    for c in pathological::all() {
        if only.as_ref().is_some_and(|o| !c.what.contains(o.as_str())) {
            continue;
        }
        let mut q = Question::at(Timestamp::from_unix_seconds(c.at));
        q.mozilla_roots = false;
        q.policy = Some(Policy::Name);
        q.reference_identifiers.push(c.host.clone());
        q.own_roots
            .extend(c.anchors.iter().map(|d| OwnRoots { name: "r".into(), bytes: d.clone() }));
        let t = to_pem(std::iter::once(&c.end_entity).chain(&c.others));
        let n = t.len();
        let s = std::time::Instant::now();
        let r =
            handglass::analyse(vec![Source { name: "paste".into(), bytes: t.into_bytes() }], &q)
                .report;
        let e = s.elapsed();
        println!(
            "{:7.1} ms  {:6} KB {:>4} certs  {:?}  {:?}  {}",
            e.as_secs_f64() * 1e3,
            n / 1000,
            c.others.len() + 1,
            r.verdict.level,
            r.findings.iter().map(|f| f.id.as_str()).collect::<Vec<_>>(),
            c.what
        );
    }
}
