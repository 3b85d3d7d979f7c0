# 等的时候：在做什么，最多还要多久。

wait-at-most = { $seconds ->
    [0] 马上有结果
   *[other] 最多还要 { $seconds } 秒
  }
held-left = 为您保留，还有 { $time }
rate-left = { $time } 后自动跳过
handout-left = 正在打印，最多还要 { $time }
list-top = 上面没有了
list-bottom = 下面没有了
