//! Hospitals, departments, doctors, and the times at which they see patients.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{list, texts, times};

const CHIEF: [&str; 4] = ["主任医师", "Chief physician", "مۇدىر ۋراچ", "སྨན་པ་གཙོ་བོ།"];
const ATTENDING: [&str; 4] = [
    "主治医师",
    "Attending physician",
    "داۋالىغۇچى ۋراچ",
    "སྨན་བཅོས་སྨན་པ།",
];

pub(super) fn lists(today: Date) -> Vec<Value> {
    let doctors = doctors();
    let times = doctors.iter().flat_map(|doctor| {
        let id = doctor["id"].as_str().unwrap_or_default();
        times::under(id, doctor["fee"].as_u64(), today)
    });
    let times = times.collect();
    vec![
        list("hospitals", false, hospitals()),
        list("departments", false, departments()),
        list("doctors", false, doctors),
        list("doctor-slots", true, times),
    ]
}

fn hospitals() -> Vec<Value> {
    let hospital = |id: &str, name: [&str; 4], detail: [&str; 2]| json!({ "id": id, "name": texts(name), "detail": texts(detail) });
    vec![
        hospital(
            "first",
            [
                "市第一人民医院",
                "City First People's Hospital",
                "شەھەرلىك 1-خەلق دوختۇرخانىسى",
                "གྲོང་ཁྱེར་མི་དམངས་སྨན་ཁང་དང་པོ།",
            ],
            ["海宁路 100 号", "100 Haining Road"],
        ),
        hospital(
            "children",
            [
                "市儿童医院",
                "City Children's Hospital",
                "شەھەرلىك بالىلار دوختۇرخانىسى",
                "གྲོང་ཁྱེར་བྱིས་པའི་སྨན་ཁང་།",
            ],
            ["泸定路 355 号", "355 Luding Road"],
        ),
    ]
}

fn departments() -> Vec<Value> {
    let department = |id: &str, under: &str, name: [&str; 4], detail: [&str; 2]| json!({ "id": id, "under": under, "name": texts(name), "detail": texts(detail) });
    vec![
        department(
            "first-heart",
            "first",
            ["心血管内科", "Heart", "يۈرەك كېسەللىكلىرى", "སྙིང་ནད་ཚན་ཁག"],
            ["门诊楼三层", "Outpatient building, floor 3"],
        ),
        department(
            "first-eye",
            "first",
            ["眼科", "Eyes", "كۆز كېسەللىكلىرى", "མིག་ནད་ཚན་ཁག"],
            ["门诊楼五层", "Outpatient building, floor 5"],
        ),
        department(
            "children-inner",
            "children",
            [
                "儿内科",
                "Paediatrics",
                "بالىلار كېسەللىكلىرى",
                "བྱིས་ནད་ཚན་ཁག",
            ],
            ["一号楼二层", "Building 1, floor 2"],
        ),
    ]
}

fn doctors() -> Vec<Value> {
    let doctor = |id: &str, under: &str, name: [&str; 2], title: [&str; 4], fee: u64| json!({ "id": id, "under": under, "name": texts(name), "detail": texts(title), "fee": fee });
    let (heart, eye, inner) = ("first-heart", "first-eye", "children-inner");
    vec![
        doctor(
            "first-heart-zhou",
            heart,
            ["周建国", "Zhou Jianguo"],
            CHIEF,
            5_000,
        ),
        doctor(
            "first-heart-wu",
            heart,
            ["吴敏", "Wu Min"],
            ATTENDING,
            2_500,
        ),
        doctor(
            "first-eye-xu",
            eye,
            ["徐丽华", "Xu Lihua"],
            ATTENDING,
            2_500,
        ),
        doctor(
            "children-inner-sun",
            inner,
            ["孙晓东", "Sun Xiaodong"],
            CHIEF,
            5_000,
        ),
    ]
}
