"""Papers read by the machine: every paper that passed the checks is read, sorted, split, compared and filed (随案生成).

Owns      the way of each paper and its steps, what the machine did by itself (and its undoing), the task to settle what
          is unsure (归目), the differences offered (回填).
Announces scanning.settled, scanning.undone, scanning.decided in the paper's stream; document.split, rejoined, renamed.
Listens   a paper that passed its checks, was produced, or came to a case (wiring.on_paper).
"""
