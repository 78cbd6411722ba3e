//! The sample office on days that are out of the ordinary: with posters, and with an emergency.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use image::{Rgb, RgbImage};

use crate::sample::{Sample, sample_folder};

/// Its title and text in each language that it is written in: the least that is said, what an office writes in a
/// hurry, and the longest title with more text than a screen holds.
const EMERGENCIES: [(&str, &[(&str, &str)]); 3] = [
    (
        "title-alone",
        &[
            ("en-GB", "# Please leave the building now"),
            ("bn", "# দয়া করে এখনই ভবন ছেড়ে বেরিয়ে যান"),
            ("ar", "# يرجى مغادرة المبنى الآن"),
            ("pl", "# Proszę natychmiast opuścić budynek"),
        ],
    ),
    (
        "plain",
        &[
            (
                "en-GB",
                "# No water in Mallard House\n\nA main pipe has burst. We expect the water back by **18:00**.\n\n\
                 - Bottled water is at the front desk.\n- Do not use the lift.\n",
            ),
            (
                "bn",
                "# ম্যালার্ড হাউসে পানি নেই\n\nএকটি বড় পাইপ ফেটে গেছে। **18:00** নাগাদ পানি আসবে বলে আশা করছি।\n\n\
                 - সামনের ডেস্কে বোতলের পানি আছে।\n- লিফট ব্যবহার করবেন না।\n",
            ),
            (
                "ar",
                "# لا يوجد ماء في مالارد هاوس\n\nانفجر أنبوب رئيسي. نتوقع عودة الماء بحلول الساعة **18:00**.\n\n\
                 - توجد مياه معبأة عند مكتب الاستقبال.\n- لا تستخدم المصعد.\n",
            ),
            (
                "pl",
                "# Brak wody w Mallard House\n\nPękła główna rura. Woda powinna wrócić do **18:00**.\n\n\
                 - Woda w butelkach jest w recepcji.\n- Proszę nie korzystać z windy.\n",
            ),
        ],
    ),
    (
        "long",
        &[(
            "en-GB",
            "# Neighbourhood offices in Canal Street, Mallard House and Waterside are closed because of flooding until \
             further notice\n\n## Where to go\n\nIf you cannot go home tonight, go to the rest centre at **Waterside \
             School**. It is open all night. Bring your medicine.\n\n1. Turn off your electricity if it is safe.\n2. \
             Take a warm coat, your phone and its charger.\n3. Do not walk or drive through water.\n\n## Who helps\n\n\
             Our officers are in the hall of the rest centre. They can find you a place to stay, food and a doctor. \
             You do not need papers.\n\n## Your home\n\nWe look after every building tonight. We tell you when you \
             can go back.\n",
        )],
    ),
];

/// The days by their names: "posters", and each of the emergencies.
pub fn days() -> BTreeMap<&'static str, Sample> {
    let emergencies = EMERGENCIES.iter().map(|(name, pages)| {
        let folder = Copy::of_sample();
        for (language, text) in *pages {
            folder.write(&format!("emergency/{language}.md"), text.as_bytes());
        }
        (*name, Sample::of(&folder.0))
    });
    emergencies.chain([("posters", posters())]).collect()
}

fn posters() -> Sample {
    let folder = Copy::of_sample();
    let words = "Title: Open day\nPriority: high\n\nOpen day on Saturday. Come and meet us.";
    folder.write("notices/open-day/en-GB.txt", words.as_bytes());
    poster()
        .save(folder.path("notices/open-day/en-GB.png"))
        .expect("a poster");
    let wide = fs::read(sample_folder().join("leaflets/damp-and-mould/fresh-air.png")).expect("a picture");
    folder.write("notices/fresh-air/en-GB.png", &wide);
    let words =
        "Title: Fresh air\nWeb: https://canalstreet.example/air\n\nOpen a window for ten minutes each day.";
    folder.write("notices/fresh-air/en-GB.txt", words.as_bytes());
    Sample::of(&folder.0)
}

/// A copy of the sample office to write into, deleted in the end.
pub(crate) struct Copy(PathBuf);

impl Copy {
    pub(crate) fn of_sample() -> Self {
        use std::sync::atomic::{AtomicU32, Ordering};
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let copy = std::env::temp_dir().join(format!("reception-gallery-{}-{number}", std::process::id()));
        copy_folder(&sample_folder(), &copy);
        Self(copy)
    }

    pub(crate) fn root(&self) -> &Path {
        &self.0
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        path
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        fs::write(self.path(path), bytes).expect("a file");
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("a folder's entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// An upright poster: a house in the sun. It has no words, so that it belongs to no language.
fn poster() -> RgbImage {
    RgbImage::from_fn(840, 1188, |x, y| {
        let (x, y) = (i64::from(x), i64::from(y));
        let sun = (x - 620).pow(2) + (y - 240).pow(2) < 110_i64.pow(2);
        let roof = y > 430 && y < 640 && (x - 420).abs() < y - 430;
        let wall = (640..960).contains(&y) && (x - 420).abs() < 180;
        let door = (780..960).contains(&y) && (x - 420).abs() < 50;
        let edge = !(16..824).contains(&x) || !(16..1172).contains(&y);
        match () {
            () if edge => Rgb([0x0B, 0x4F, 0x55]),
            () if door => Rgb([0x8F, 0x1D, 0x14]),
            () if wall => Rgb([0xFF, 0xFF, 0xFF]),
            () if roof => Rgb([0x6B, 0x42, 0x00]),
            () if sun => Rgb([0xF2, 0xB3, 0x3D]),
            () if y >= 960 => Rgb([0xA9, 0xCF, 0xB4]),
            () => Rgb([0xD6, 0xE8, 0xE6]),
        }
    })
}
