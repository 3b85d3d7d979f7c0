# Finding what to do, and what is said before anybody begins.

screen-services-life-events = What has happened?
    .line = Touch one to see what can be done here.
    .help = Touch what has happened; inside is what can be done here. If you are not sure, search, or call the staff.
screen-services-departments = Who is in charge of it?
    .line = Touch one to see what can be done here.
    .help = Touch the department; inside is what can be done here. If you are not sure, search, or call the staff.
screen-services-group = What would you like to do?
    .line = Touch one to begin.
    .help = Touch what you want to do. If it is not there, go back and look elsewhere.
screen-services-search = What are you looking for?
    .line = Type its name, or the pinyin of it.
    .help = Type letters of the name, its pinyin, or only the first letter of each character, such as sb for 社保. What is found appears at once; touch it to begin.
find-ways = Ways to find a service
find-most-used = Most used
find-life-events = Life events
find-departments = Departments
find-search = Search
find-count = { $count ->
    [one] { $count } service
   *[other] { $count } services
  }
find-empty = There is nothing here that can be done now
search-label = Service to look for
search-empty = For example: fine
search-all = All services
search-found = { $count ->
    [one] { $count } found
   *[other] { $count } found
  }
search-none = Nothing found. Try another word, or call the staff.

service-outside-hours = Open from { $from } to { $until }
    .short = { $from } to { $until }

screen-intro =
    .next = Begin
    .help = Here you see what is needed, what it costs and how long it takes. When it is clear, begin.
intro-good-to-know = Good to know
facts-needs = What you need
facts-code = Citizen code on your phone
facts-cost = Cost
facts-minutes = Time
facts-documents = What you get
facts-department = In charge
cost-free = Free
cost-as-owed = It depends; you see it before you pay
document-receipt = Receipt
document-slip = Appointment slip
document-statement = Statement
document-ticket = Queue ticket
document-acknowledgement = Acknowledgement
