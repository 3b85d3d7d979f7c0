# Reasons for a rating. The first four are for those who were satisfied, the others for the rest.

rate-reason-quick = It was quick
rate-reason-clear = It was clear
rate-reason-one-visit = Done in one go
rate-reason-friendly = It was friendly
rate-reason-slow = It took too long
rate-reason-unclear = It was hard to understand
rate-reason-broken = Something did not work
rate-reason-too-much-asked = Too much was asked
rate-reason-no-help = Nobody helped
