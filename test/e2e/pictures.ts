import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { smallPng } from "./small-png.js";

/** The pictures of the documentation; nothing is taken unless a folder for them is named. */
export interface Pictures {
  /** Writes what was taken, small; once nothing runs any more, for it keeps the process busy for seconds. */
  write(): void;
  /** The whole page as it is now. */
  take(page: Page, name: string): Promise<void>;
  /** The message that holds this control, from its top, on a desk and on a phone: `name` and `name-phone`. */
  both(page: Page, name: string, control: string): Promise<void>;
  /** The message that holds this control, on a phone. */
  phone(page: Page, control: string): Promise<Buffer | null>;
  /** Two pictures side by side. */
  pair(left: Buffer | null, right: Buffer | null, name: string): Promise<void>;
}

/** Takes pictures into the folder that `FERMATA_PICTURES` names. */
export function picturesIn(folder: string | undefined, browser: Browser): Pictures {
  if (folder) mkdirSync(folder, { recursive: true });
  const taken = new Map<string, Buffer>();
  const keep = (shot: Buffer, name: string): void => {
    if (folder) taken.set(join(folder, `${name}.png`), shot);
  };
  return {
    write() {
      for (const [path, shot] of taken) writeFileSync(path, smallPng(shot));
    },
    async take(page, name) {
      if (folder) keep(await page.screenshot(), name);
    },
    async both(page, name, control) {
      if (!folder) return;
      await page.mouse.move(0, 0);
      await toTop(page, control);
      keep(await page.screenshot(), name);
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      const small = await context.newPage();
      await small.goto(page.url());
      await toTop(small, control);
      keep(await small.screenshot(), `${name}-phone`);
      await context.close();
    },
    async phone(page, control) {
      if (!folder) return null;
      const context = await browser.newContext({
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
      });
      const small = await context.newPage();
      await small.goto(page.url());
      const message = small
        .locator('[data-testid^="message-"]')
        .filter({ has: small.locator(`[data-action-id="${control}"]`) })
        .last();
      const shot = await message.screenshot();
      await context.close();
      return shot;
    },
    async pair(left, right, name) {
      if (!folder || !left || !right) return;
      const sheet = await browser.newPage({
        viewport: { width: 820, height: 900 },
        deviceScaleFactor: 2,
      });
      const image = (shot: Buffer) =>
        `<img width="390" style="border:1px solid #ddd;border-radius:12px" src="data:image/png;base64,${shot.toString("base64")}">`;
      await sheet.setContent(
        `<div id="pair" style="display:flex;gap:16px;align-items:flex-start;padding:8px;width:fit-content;background:#fff">${image(left)}${image(right)}</div>`,
      );
      keep(await sheet.locator("#pair").screenshot(), name);
      await sheet.close();
    },
  };
}

/** Scrolls to the top of the newest message that holds this control. */
async function toTop(page: Page, control: string): Promise<void> {
  const message = page
    .locator('[data-testid^="message-"]:visible')
    .filter({ has: page.locator(`[data-action-id="${control}"]`) })
    .last();
  await message.evaluate((element) => element.scrollIntoView({ block: "start" }));
}
