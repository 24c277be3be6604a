/** Hands the reader a file. */

/** A download has begun by then. */
const KEPT_MS = 30_000;

/**
 * @param name the file's name, with its ending.
 * @param parts its content; text in pieces, so that a long one need not be one string.
 */
export function download(name: string, type: string, parts: readonly BlobPart[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not before it is fetched: some browsers do that after the click.
  window.setTimeout(() => {
    URL.revokeObjectURL(url);
  }, KEPT_MS);
}
