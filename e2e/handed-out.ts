/** Files that a page hands out. */
import { expect, type Page } from '@playwright/test';

export interface HandedOut {
  readonly name: string;
  readonly bytes: Buffer;
}

interface Hook {
  handedOut?: { readonly name: string; readonly blob: Blob };
}

/**
 * What a press hands out as a file. Firefox's driver tells nothing of downloads: what is handed over for one is looked
 * at instead, in both browsers.
 */
export async function handedOut(page: Page, press: () => Promise<void>): Promise<HandedOut> {
  await page.evaluate(() => {
    const hook = window as Hook;
    delete hook.handedOut;
    let blob = new Blob();
    URL.createObjectURL = (given) => {
      blob = given as Blob;
      return '#';
    };
    HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
      hook.handedOut = { name: this.download, blob };
    };
  });
  await press();
  await expect.poll(() => page.evaluate(() => (window as Hook).handedOut !== undefined)).toBe(true);
  const { name, numbers } = await page.evaluate(async () => {
    const { handedOut: file } = window as Hook;
    return { name: file!.name, numbers: [...new Uint8Array(await file!.blob.arrayBuffer())] };
  });
  return { name, bytes: Buffer.from(numbers) };
}
