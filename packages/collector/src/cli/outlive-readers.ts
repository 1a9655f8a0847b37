/** Goes on where whoever read the output has gone, as `serve | head -3` does: what is printed from then on is lost.
 *  @param streams  those that are printed to */
export function outliveReaders(...streams: readonly NodeJS.WritableStream[]): void {
  for (const stream of streams)
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
}
