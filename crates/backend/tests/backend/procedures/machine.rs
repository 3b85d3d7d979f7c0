//! The hall's own services as a machine does them.

use backend::import::import;
use gateway::wire::{DetailsRequest, ProblemCode};
use uuid::Uuid;

use super::desk::{answers, fine};
use super::queues::QUEUES;
use crate::hall::{Hall, SOON, WANG, problem};
use crate::visit::Visit;

#[tokio::test]
async fn a_ticket_is_drawn_by_anybody_and_the_same_application_has_the_same_number() {
    let hall = Hall::open().await;
    import(&hall.database().await, QUEUES).await.unwrap();
    let visit = Visit {
        client: hall.client.clone(),
        id: Uuid::new_v4(),
        citizen: None,
        service: "queue-ticket",
    };
    let queues = visit.options("business", &[]).await.unwrap();
    assert_eq!(queues[0].name.get("en"), "Land");
    let (key, given) = (Uuid::new_v4(), [("business", "land")]);
    let first = visit.apply_under(key, &given, &[]).await.unwrap();
    assert_eq!(first.documents[0].prominent, "A001");
    assert_eq!(first.documents[0].number, first.case_number);
    assert_eq!(first.documents[0].symbol, None, "no address for phones");
    assert_eq!(visit.apply_under(key, &given, &[]).await.unwrap(), first);
    let second = visit.apply(&given, &[]).await.unwrap();
    assert_eq!(second.documents[0].prominent, "A002");
    let closed = visit.apply(&[("business", "closed")], &[]).await;
    assert_eq!(problem(closed), ProblemCode::AnswerInvalid);
}

#[tokio::test]
async fn a_receipt_is_printed_again_and_the_application_of_it_has_the_same_answer() {
    let hall = Hall::open().await;
    let receipt = fine(&hall, WANG).await.paid(&hall).await;
    let visit = Visit::of(&hall, WANG, "receipt-reprint").await;
    let mine = visit.options("receipt", &[]).await.unwrap();
    assert_eq!(mine[0].id, receipt.number);
    let (key, given) = (Uuid::new_v4(), [("receipt", receipt.number.as_str())]);
    let first = visit.apply_under(key, &given, &[]).await.unwrap();
    let again = first.receipt.as_ref().unwrap();
    assert_eq!((again.reprint, &again.proof), (true, &receipt.proof));
    assert_eq!(visit.apply_under(key, &given, &[]).await.unwrap(), first);
    let moon = visit.apply(&[("receipt", "0000000099")], &[]).await;
    assert_eq!(problem(moon), ProblemCode::AnswerInvalid);
}

#[tokio::test]
async fn progress_is_shown_and_cannot_be_applied_for() {
    let hall = Hall::open().await;
    let fine = fine(&hall, WANG).await;
    fine.paid(&hall).await;
    let visit = Visit::of(&hall, WANG, "application-progress").await;
    let mine = visit.options("application", &[]).await.unwrap();
    let [mine] = &mine[..] else { panic!("one") };
    assert_eq!(mine.id, fine.case_number);
    let given = [("application", fine.case_number.as_str())];
    let request = DetailsRequest {
        service: visit.service.to_owned(),
        citizen: visit.citizen.clone(),
        answers: answers(&given),
    };
    let details = hall.client.details(&request, SOON).await.unwrap();
    assert_eq!(
        (details.title, details.stages.len()),
        (mine.name.clone(), 3)
    );
    let applied = visit.apply(&given, &[]).await;
    assert_eq!(problem(applied), ProblemCode::RequestMalformed);
    let other = DetailsRequest {
        service: "traffic-fines".to_owned(),
        ..request
    };
    let other = hall.client.details(&other, SOON).await;
    assert_eq!(problem(other), ProblemCode::RequestMalformed);
}
