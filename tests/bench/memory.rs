//! The memory that a program and all it started take.

use std::collections::HashMap;
use std::fs;

/// The proportional set size of a process and everything below it, in MiB: each shared page counts once, in parts.
///
/// # Panics
/// If the process has ended.
pub fn of_tree(root: u32) -> f64 {
    let parents = parents();
    let below = |mut pid: u32| {
        loop {
            if pid == root {
                return true;
            }
            match parents.get(&pid) {
                Some(parent) => pid = *parent,
                None => return false,
            }
        }
    };
    let tree: Vec<u32> = parents.keys().copied().filter(|pid| below(*pid)).collect();
    assert!(tree.contains(&root), "the program has ended");
    // One that ends while it is read takes nothing any more.
    let kib: f64 = tree.into_iter().filter_map(pss_kib).sum();
    kib / 1024.0
}

/// The parent of every process.
fn parents() -> HashMap<u32, u32> {
    let entries = fs::read_dir("/proc").expect("/proc");
    entries
        .flatten()
        .filter_map(|entry| {
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // "pid (name) state parent …", where the name may hold anything.
            let (_, rest) = stat.rsplit_once(')')?;
            let parent = rest.split_whitespace().nth(1)?.parse().ok()?;
            Some((pid, parent))
        })
        .collect()
}

fn pss_kib(pid: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
