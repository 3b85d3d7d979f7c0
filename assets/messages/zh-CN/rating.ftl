# 评价的理由。前四条用于满意，后五条用于其余。

rate-reason-quick = 办得快
rate-reason-clear = 说明清楚
rate-reason-one-visit = 一次办成
rate-reason-friendly = 服务亲切
rate-reason-slow = 等得太久
rate-reason-unclear = 说明看不懂
rate-reason-broken = 机器出了问题
rate-reason-too-much-asked = 要填的太多
rate-reason-no-help = 没有人帮忙
