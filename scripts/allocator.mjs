/** How glibc's malloc treats memory that is not used any more (`mallopt(3)`); other systems take no notice. Left to itself it raises its
 *  threshold with the first large piece that is given back, and then keeps what was the columns of a large site's reports for good. Must be
 *  in the environment before the process begins. Measured: docs/performance.md. */
export const ALLOCATOR = {
  MALLOC_MMAP_THRESHOLD_: '262144',
  MALLOC_TRIM_THRESHOLD_: '1048576',
}
