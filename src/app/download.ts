/** Hands the reader a file. */

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
  URL.revokeObjectURL(url);
}
