//! Does the text come out, whatever the pieces, and does it stop where it must?

use std::io::Write;

use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};

use super::*;

fn gz(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).expect("memory");
    encoder.finish().expect("memory")
}

fn text_of(packing: Packing, bytes: &[u8], piece: usize) -> (Vec<u8>, Option<Trouble>) {
    unpacked(Unpacking::new(packing), bytes, piece)
}

fn unpacked(mut unpacking: Unpacking, bytes: &[u8], piece: usize) -> (Vec<u8>, Option<Trouble>) {
    let mut text = Vec::new();
    let mut tell = |more: &[u8]| text.extend_from_slice(more);
    for piece in bytes.chunks(piece) {
        unpacking.feed(piece, &mut tell);
    }
    let trouble = unpacking.finish(&mut tell);
    (text, trouble)
}

#[test]
fn several_members_are_one_text() {
    let bytes = [gz(b"one\n"), gz(b""), gz(b"two\n")].concat();
    assert_eq!(Packing::of(&bytes), Packing::Gzip);
    for piece in [1, 3, 1_000] {
        assert_eq!(text_of(Packing::Gzip, &bytes, piece), (b"one\ntwo\n".to_vec(), None));
    }
}

#[test]
fn every_cut_gives_what_stood_before_it() {
    let text: Vec<u8> = (0..20_000_u32).flat_map(|number| number.to_le_bytes()).collect();
    let bytes = gz(&text);
    for end in (1..bytes.len()).step_by(997).chain([bytes.len() - 1]) {
        let (read, trouble) = text_of(Packing::Gzip, &bytes[..end], 64);
        assert!(text.starts_with(&read), "cut at {end}");
        assert_eq!(trouble, Some(Trouble::Cut), "cut at {end}");
    }
}

#[test]
fn damage_is_told() {
    let mut bytes = gz(&b"a line of a log\n".repeat(1_000));
    let middle = bytes.len() - 6;
    bytes[middle] ^= 0xff;
    assert_eq!(text_of(Packing::Gzip, &bytes, 100).1, Some(Trouble::Damaged));
    assert_eq!(text_of(Packing::Deflate, &[0xff; 100], 100).1, Some(Trouble::Damaged));
    let behind = [gz(b"text"), b"and what is no member".to_vec()].concat();
    assert_eq!(text_of(Packing::Gzip, &behind, 7), (b"text".to_vec(), Some(Trouble::Damaged)));
    let filled = [gz(b"text"), vec![0; 512]].concat();
    assert_eq!(text_of(Packing::Gzip, &filled, 7), (b"text".to_vec(), None));
}

#[test]
fn a_bomb_is_left_at_the_cap() {
    let bytes = gz(&vec![0; 100 << 20]);
    let (text, trouble) = text_of(Packing::Gzip, &bytes, 1 << 16);
    assert_eq!(trouble, Some(Trouble::Bomb));
    assert!(text.len() < 48 << 20, "{}", text.len());
}

#[test]
fn utf16_of_both_orders_in_any_pieces() {
    let text = "#Software: K\u{f6}ln \u{1f600}\r\n".repeat(40);
    for (mark, order) in [
        ([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ([0xfe, 0xff], u16::to_be_bytes as fn(u16) -> [u8; 2]),
    ] {
        let bytes: Vec<u8> = mark.into_iter().chain(text.encode_utf16().flat_map(order)).collect();
        assert!(is_utf16(&bytes));
        let expected = format!("\u{feff}{text}").into_bytes();
        for piece in [1, 3, 100, 10_000] {
            assert_eq!(text_of(Packing::Plain, &bytes, piece), (expected.clone(), None));
            assert_eq!(text_of(Packing::Gzip, &gz(&bytes), piece), (expected.clone(), None));
        }
    }
    assert_eq!(text_of(Packing::Plain, b"abc", 1), (b"abc".to_vec(), None));
}

/// An archive of one packed and one stored file, as any program writes it.
fn archive() -> Vec<u8> {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
    deflate.write_all(b"packed text").expect("memory");
    let files: [(&str, u16, Vec<u8>, &[u8]); 2] = [
        ("logs/RECV1.LOG", 8, deflate.finish().expect("memory"), b"packed text"),
        ("b.txt", 0, b"stored".to_vec(), b"stored"),
    ];
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, method, data, text) in &files {
        let mut sum = Crc::new();
        sum.update(text);
        let offset = bytes.len() as u32;
        let (name_size, size) = (name.len() as u16, data.len() as u32);
        bytes.extend_from_slice(b"PK\x03\x04\x14\0\0\0");
        bytes.extend_from_slice(&method.to_le_bytes());
        bytes.extend_from_slice(&[0; 8]);
        bytes.extend_from_slice(&size.to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&name_size.to_le_bytes());
        bytes.extend_from_slice(&[0; 2]);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(data);
        directory.extend_from_slice(b"PK\x01\x02\x14\0\x14\0\0\0");
        directory.extend_from_slice(&method.to_le_bytes());
        directory.extend_from_slice(&[0; 4]);
        directory.extend_from_slice(&sum.sum().to_le_bytes());
        directory.extend_from_slice(&size.to_le_bytes());
        directory.extend_from_slice(&[0; 4]);
        directory.extend_from_slice(&name_size.to_le_bytes());
        directory.extend_from_slice(&[0; 12]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let (offset, size) = (bytes.len() as u32, directory.len() as u32);
    bytes.extend_from_slice(&directory);
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0\x02\0\x02\0");
    bytes.extend_from_slice(&size.to_le_bytes());
    bytes.extend_from_slice(&offset.to_le_bytes());
    bytes.extend_from_slice(b"\x07\0comment");
    bytes
}

#[test]
fn the_entries_of_an_archive() {
    let bytes = archive();
    assert_eq!(Packing::of(&bytes), Packing::Zip);
    let place = zip::directory(&bytes, bytes.len() as u64).expect("a directory");
    let (start, end) = (place.offset as usize, (place.offset + place.size) as usize);
    let entries = zip::entries(&bytes[start..end]);
    let texts: Vec<(&str, Vec<u8>)> = entries
        .iter()
        .map(|entry| {
            let header = &bytes[entry.offset as usize..];
            let start = zip::before_data(header).expect("a header") as usize;
            let data = &header[start..start + entry.packed_size as usize];
            let (text, trouble) = unpacked(Unpacking::entry(entry).expect("a method"), data, 5);
            assert_eq!(trouble, None);
            (entry.name.as_str(), text)
        })
        .collect();
    assert_eq!(texts, [("logs/RECV1.LOG", b"packed text".to_vec()), ("b.txt", b"stored".to_vec())]);
}

#[test]
fn cuts_and_noise_in_an_archive_break_nothing() {
    let bytes = archive();
    for end in 0..bytes.len() {
        if let Some(place) = zip::directory(&bytes[..end], end as u64) {
            let (start, end) = (place.offset as usize, (place.offset + place.size) as usize);
            zip::entries(&bytes[start..end]);
        }
    }
    for at in 0..bytes.len() {
        let mut noisy = bytes.clone();
        noisy[at] ^= 0xff;
        zip::entries(&noisy[at.min(80)..]);
        if let Some(place) = zip::directory(&noisy, noisy.len() as u64) {
            zip::entries(&noisy[place.offset as usize..]);
        }
    }
}
