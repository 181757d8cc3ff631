;; Distances of queries to listed rows: 1 - dot product, kept within 0...2. The inner loop of the exact index.
;;
;; Compiled by compile-dot-scan.ts into dot-scan-wasm.ts; a test compiles it again and compares the bytes.
;;
;; All addresses and sizes are in bytes. A vector is f32s in a row, padded with zeros to `stride` bytes (a multiple of
;; 16, so of one v128). `addresses` points to one u32 a row: where that row's vector begins. Listing rows by address
;; lets one loop serve the whole table, a block copied in, and the few rows that a filter lets through.
;;
;; Both functions add up a (query, row) pair in the same order - lane by lane from the front, then the four lanes as
;; (0+2)+(1+3) - so they give the same bits for it, whatever rows and queries stand beside it. Duplicates therefore tie
;; exactly, and a graph made four queries at a time agrees with single searches.
;;
;; The unrolling is over rows and queries, not along the vector: it shares loads between independent sums. Unrolling
;; along the vector as well was measured (2 and 4 steps a turn, 20,000 x 256) and is slower: 16.4 -> 12.9 -> 12.0
;; billion multiply-adds a second for four queries.
(module
  (memory (import "nearby" "memory") 1 65536)

  ;; Four sums of four lanes each -> four distances in one vector.
  (func $distances (param $a v128) (param $b v128) (param $c v128) (param $d v128) (result v128)
    (local $ab v128) (local $cd v128)
    ;; [a0+a2, b0+b2, a1+a3, b1+b3], and the same of c and d
    (local.set $ab (f32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $a) (local.get $b))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $a) (local.get $b))))
    (local.set $cd (f32x4.add
      (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $c) (local.get $d))
      (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $c) (local.get $d))))
    ;; Rounding can carry a dot product a little past 1 or -1; a distance is never below 0 or above 2.
    (f32x4.pmin (v128.const f32x4 2 2 2 2)
      (f32x4.pmax (v128.const f32x4 0 0 0 0)
        (f32x4.sub (v128.const f32x4 1 1 1 1)
          (f32x4.add
            (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $ab) (local.get $cd))
            (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $ab) (local.get $cd)))))))

  ;; One query, four rows a turn. `rows` > 0 is rounded up to a multiple of 4: that many addresses must be readable
  ;; and valid, and that many f32 distances are written to `out`.
  (func (export "oneQuery")
    (param $query i32) (param $stride i32) (param $addresses i32) (param $rows i32) (param $out i32)
    (local $end i32) (local $at i32) (local $rowA i32) (local $rowB i32) (local $rowC i32) (local $rowD i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128) (local $q v128)
    (local.set $end (i32.add (local.get $query) (local.get $stride)))
    (loop $nextRows
      (local.set $rowA (i32.load (local.get $addresses)))
      (local.set $rowB (i32.load offset=4 (local.get $addresses)))
      (local.set $rowC (i32.load offset=8 (local.get $addresses)))
      (local.set $rowD (i32.load offset=12 (local.get $addresses)))
      (local.set $a (v128.const i32x4 0 0 0 0))
      (local.set $b (v128.const i32x4 0 0 0 0))
      (local.set $c (v128.const i32x4 0 0 0 0))
      (local.set $d (v128.const i32x4 0 0 0 0))
      (local.set $at (local.get $query))
      (loop $nextLanes
        (local.set $q (v128.load (local.get $at)))
        (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $q) (v128.load (local.get $rowA)))))
        (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $q) (v128.load (local.get $rowB)))))
        (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $q) (v128.load (local.get $rowC)))))
        (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $q) (v128.load (local.get $rowD)))))
        (local.set $rowA (i32.add (local.get $rowA) (i32.const 16)))
        (local.set $rowB (i32.add (local.get $rowB) (i32.const 16)))
        (local.set $rowC (i32.add (local.get $rowC) (i32.const 16)))
        (local.set $rowD (i32.add (local.get $rowD) (i32.const 16)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $nextLanes (i32.ne (local.get $at) (local.get $end))))
      (v128.store (local.get $out)
        (call $distances (local.get $a) (local.get $b) (local.get $c) (local.get $d)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (local.set $addresses (i32.add (local.get $addresses) (i32.const 16)))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 4)))
      (br_if $nextRows (i32.gt_s (local.get $rows) (i32.const 0)))))

  ;; Four queries, one after the other from `queries`, and two rows a turn. `rows` > 0 is rounded up to a multiple of 2.
  ;; Writes four f32 distances a row to `out`, one to each query.
  (func (export "fourQueries")
    (param $queries i32) (param $stride i32) (param $addresses i32) (param $rows i32) (param $out i32)
    (local $end i32) (local $at0 i32) (local $at1 i32) (local $at2 i32) (local $at3 i32)
    (local $rowA i32) (local $rowB i32) (local $a v128) (local $b v128) (local $q v128)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (local.set $end (i32.add (local.get $queries) (local.get $stride)))
    (loop $nextRows
      (local.set $rowA (i32.load (local.get $addresses)))
      (local.set $rowB (i32.load offset=4 (local.get $addresses)))
      (local.set $a0 (v128.const i32x4 0 0 0 0))
      (local.set $a1 (v128.const i32x4 0 0 0 0))
      (local.set $a2 (v128.const i32x4 0 0 0 0))
      (local.set $a3 (v128.const i32x4 0 0 0 0))
      (local.set $b0 (v128.const i32x4 0 0 0 0))
      (local.set $b1 (v128.const i32x4 0 0 0 0))
      (local.set $b2 (v128.const i32x4 0 0 0 0))
      (local.set $b3 (v128.const i32x4 0 0 0 0))
      (local.set $at0 (local.get $queries))
      (local.set $at1 (i32.add (local.get $at0) (local.get $stride)))
      (local.set $at2 (i32.add (local.get $at1) (local.get $stride)))
      (local.set $at3 (i32.add (local.get $at2) (local.get $stride)))
      (loop $nextLanes
        (local.set $a (v128.load (local.get $rowA)))
        (local.set $b (v128.load (local.get $rowB)))
        (local.set $q (v128.load (local.get $at0)))
        (local.set $a0 (f32x4.add (local.get $a0) (f32x4.mul (local.get $q) (local.get $a))))
        (local.set $b0 (f32x4.add (local.get $b0) (f32x4.mul (local.get $q) (local.get $b))))
        (local.set $q (v128.load (local.get $at1)))
        (local.set $a1 (f32x4.add (local.get $a1) (f32x4.mul (local.get $q) (local.get $a))))
        (local.set $b1 (f32x4.add (local.get $b1) (f32x4.mul (local.get $q) (local.get $b))))
        (local.set $q (v128.load (local.get $at2)))
        (local.set $a2 (f32x4.add (local.get $a2) (f32x4.mul (local.get $q) (local.get $a))))
        (local.set $b2 (f32x4.add (local.get $b2) (f32x4.mul (local.get $q) (local.get $b))))
        (local.set $q (v128.load (local.get $at3)))
        (local.set $a3 (f32x4.add (local.get $a3) (f32x4.mul (local.get $q) (local.get $a))))
        (local.set $b3 (f32x4.add (local.get $b3) (f32x4.mul (local.get $q) (local.get $b))))
        (local.set $rowA (i32.add (local.get $rowA) (i32.const 16)))
        (local.set $rowB (i32.add (local.get $rowB) (i32.const 16)))
        (local.set $at1 (i32.add (local.get $at1) (i32.const 16)))
        (local.set $at2 (i32.add (local.get $at2) (i32.const 16)))
        (local.set $at3 (i32.add (local.get $at3) (i32.const 16)))
        (local.set $at0 (i32.add (local.get $at0) (i32.const 16)))
        (br_if $nextLanes (i32.ne (local.get $at0) (local.get $end))))
      (v128.store (local.get $out)
        (call $distances (local.get $a0) (local.get $a1) (local.get $a2) (local.get $a3)))
      (v128.store offset=16 (local.get $out)
        (call $distances (local.get $b0) (local.get $b1) (local.get $b2) (local.get $b3)))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (local.set $addresses (i32.add (local.get $addresses) (i32.const 8)))
      (local.set $rows (i32.sub (local.get $rows) (i32.const 2)))
      (br_if $nextRows (i32.gt_s (local.get $rows) (i32.const 0))))))
