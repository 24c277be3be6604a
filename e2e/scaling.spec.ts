/** Concurrency, its pools and their limits, and what a network lets through: who is turned away, and what saves them. */
import { goTo, held, openLab, searchOf, seeToEnd, set, takenOver, turnTo } from './lab.ts';
import { expect, test } from './support.ts';

test('one function takes the account; a reservation saves the other, and Back takes it away again', async ({
  page,
}) => {
  const lab = await openLab(page, '/lab/account-starved?t=25');
  await expect(lab.scene).toHaveAccessibleName(
    /function Import: 120 environments, 120 invoke;.*account: the whole account: 120 of 120 taken/,
  );
  await expect(lab.causes.first()).toContainText(
    'is turned away with 429: as many requests as the concurrency limit allows are in environments already',
  );
  const throttles = async (): Promise<number> => {
    await seeToEnd(lab);
    const said = lab.bets
      .getByRole('paragraph')
      .filter({ hasText: 'How many throttles does CloudWatch count at Shop?' });
    await expect(said).toContainText(/It was \d+\./);
    return Number(/It was (\d+)\./.exec((await said.textContent())!)![1]);
  };
  const starved = await throttles();
  expect(starved).toBeGreaterThanOrEqual(80);
  await held(lab, 3, 3);

  await set(lab, 'reserve ten for the shop', 'on');
  await expect.poll(() => searchOf(page)).toMatchObject({ reserve: 'on' });
  await seeToEnd(lab);
  await expect(lab.timeline).toHaveAccessibleName(
    /On the axis: Ten places are reserved for the shop, 0:05\./,
  );
  await expect(lab.scene).toHaveAccessibleName(
    /events: 300 succeeded;.*account: Shop, reserved: 0 of 10 taken, unreserved: 0 of 110 taken/,
  );
  await expect(
    lab.claims.getByRole('listitem').filter({ hasText: 'customers are turned away' }),
  ).toContainText(/Does not hold:.*Here it is 0\./);
  await held(lab, 3, 1);

  await page.goBack();
  await expect(lab.picture.getByRole('switch', { name: 'reserve ten for the shop' })).not.toBeChecked();
  expect(searchOf(page)).not.toHaveProperty('reserve');
  expect(await throttles()).toBe(starved);
  await held(lab, 3, 3);
});

test('a reservation that would leave too little is refused, and that is told everywhere', async ({
  page,
}) => {
  const lab = await openLab(page, '/lab/reservation-refused');
  await expect(lab.timeline).toHaveAccessibleName(/On the axis: Reserve for the checkout, to come, 0:10\./);
  // Nobody comes before the tenth second: the change is the first that happens, and the first problem.
  await takenOver(page);
  await page.keyboard.press('n');
  await expect(lab.causes.first()).toContainText('Change 1 is refused with 400');
  await goTo(
    lab,
    /Change 1 is refused with 400: too little would be left for functions that have reserved nothing/,
  );
  await expect(lab.moment).toContainText('0:10.0');
  await expect(lab.track).toHaveAttribute('aria-valuetext', /refused: Reserve for the checkout/);
  await seeToEnd(lab);
  await expect(lab.timeline).toHaveAccessibleName(/On the axis: refused: Reserve for the checkout, 0:10\./);
  await expect(lab.scene).toHaveAccessibleName(
    /account: Payments, reserved: 0 of 120 taken, unreserved: 0 of 180 taken/,
  );
  await held(lab, 3, 3);
  await set(lab, 'reserve for the checkout', '80');
  await seeToEnd(lab);
  await expect(lab.timeline).toHaveAccessibleName(/On the axis: Reserve for the checkout, 0:10\./);
  await expect(lab.scene).toHaveAccessibleName(
    /Payments, reserved: 0 of 120 taken, Checkout, reserved: 0 of 80 taken|Checkout, reserved: 0 of 80 taken, Payments/,
  );
  await held(lab, 3, 0);
});

test('the same burst by the rules of three dates', async ({ page }) => {
  const lab = await openLab(page, '/lab/scaling-burst-today');
  const burst = async (): Promise<{ most: number; throttled: number }> => {
    await seeToEnd(lab);
    await expect(lab.figures).toContainText(/at once, most\s*[\d,]+/);
    const said = (await lab.figures.textContent())!;
    const figure = (name: RegExp) => Number((name.exec(said)?.[1] ?? '0').replaceAll(',', ''));
    return { most: figure(/at once, most\s*([\d,]+)/), throttled: figure(/throttled\s*([\d,]+)/) };
  };
  // 800 customers and 400 letters at one moment: 1,000 environments for each function every 10 s.
  expect(await burst()).toEqual({ most: 1200, throttled: 0 });
  await expect(lab.scene).not.toHaveAccessibleName(/turned away/);
  await held(lab, 3, 3);

  await turnTo(page, '2021-06-01');
  await expect(page.getByText(/run by the rules of 1 Jun 2021/)).toBeVisible();
  // 1,000 at once in Ohio for the whole account: 200 letters find none.
  const june2021 = await burst();
  expect(june2021.most).toBe(1000);
  expect(june2021.throttled).toBeGreaterThanOrEqual(200);
  await expect(lab.scene).toHaveAccessibleName(/function Letters: .*turned away: scaling rate/);
  await expect(lab.scene).not.toHaveAccessibleName(/function Tickets: [^;]*turned away/);
  await expect(lab.claims.getByText('Does not hold:').first()).toBeAttached();

  await turnTo(page, '2018-02-01');
  // 500 at once, and 500 more a minute later: customers are turned away as well.
  const february2018 = await burst();
  expect(february2018.most).toBeLessThan(1000);
  expect(february2018.throttled).toBeGreaterThan(june2021.throttled);
  await expect(lab.scene).toHaveAccessibleName(/function Tickets: [^;]*300 turned away: scaling rate/);
  await page.goBack();
  await expect.poll(() => searchOf(page)['asof']).toBe('2021-06-01');
  expect(await burst()).toEqual(june2021);
});

test('what provisioned concurrency does not hold spills over, and CloudWatch counts it', async ({ page }) => {
  const lab = await openLab(page, '/lab/provisioned-spill-over?t=6');
  await expect(lab.scene).toHaveAccessibleName(
    /15 environments, 5 init, 10 frozen; account: Checkout, provisioned: 0 of 10 taken, unreserved: 5 of 190 taken/,
  );
  await expect(lab.picture.getByRole('button', { name: /^env \d+ .*kept ready/ })).toHaveCount(10);
  await seeToEnd(lab);
  const spilled = lab.bets
    .getByRole('paragraph')
    .filter({ hasText: 'How many invocations that spill over does CloudWatch count' });
  await expect(spilled).toContainText('It was 5.');
  await expect(lab.timeline).toHaveAccessibleName(/On the axis: Provision fifteen, 0:10\./);
  await expect(lab.scene).toHaveAccessibleName(/Checkout, provisioned: 0 of 15 taken/);
  await held(lab, 4, 4);
  await set(lab, 'raised after the first rush', 'off');
  await expect.poll(() => searchOf(page)).toMatchObject({ raise: 'off' });
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/Checkout, provisioned: 0 of 10 taken/);
  await expect(lab.claims.getByRole('listitem').filter({ hasText: 'spill over' })).toContainText(
    /Does not hold:.*Here it is 10\./,
  );
});

test('in a VPC the internet is gone until a NAT gateway leads there', async ({ page }) => {
  const lab = await openLab(page, '/lab/no-route-to-the-internet');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(
    /no route out, Database: private address, Exchange rates: no route out; Database: .*5 answered; Exchange rates: .*5 unreachable/,
  );
  await expect(lab.picture.getByText(/Five of five fail at the timeout\./)).toBeVisible();
  await held(lab, 4, 4);
  await set(lab, 'route out of the subnet', 'to an internet gateway');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/Exchange rates: .*5 unreachable/);
  await held(lab, 4, 4);
  await set(lab, 'route out of the subnet', 'to a NAT gateway');
  await expect.poll(() => searchOf(page)).toMatchObject({ route: 'nat' });
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(
    /Exchange rates: NAT to the internet; Database: .*5 answered; Exchange rates: .*5 answered/,
  );
  await held(lab, 4, 2);
});
