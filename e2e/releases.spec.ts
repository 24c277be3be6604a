/** Versions, aliases, deployments, packages: what goes wrong, what cures it, and what a person is told of it. */
import { copyLink, goTo, held, openLab, searchOf, seeToEnd, set, takenOver } from './lab.ts';
import { expect, test } from './support.ts';

/** What the picture's name tells of a version: its expected and its counted share, and how many requests that is. */
const SHARE = (version: number) =>
  new RegExp(`version ${version}, ([\\d.]+)\\s% expected, ([\\d.]+)\\s% counted, ([\\d,]+) of ([\\d,]+)`);

test('an alias shares requests between two versions: what was expected and what was counted', async ({
  page,
}) => {
  const lab = await openLab(page, '/lab/alias-50-50');
  const shares = async (version: number): Promise<number[]> => {
    await expect(lab.scene).toHaveAccessibleName(SHARE(version));
    const said = (await lab.scene.getAttribute('aria-label'))!;
    return SHARE(version)
      .exec(said)!
      .slice(1)
      .map((text) => Number(text.replaceAll(',', '')));
  };
  /** Within six standard deviations of what the weight says. */
  async function split(weight: number): Promise<void> {
    const [first, second] = [await shares(1), await shares(2)];
    expect([first[0], second[0]]).toEqual([100 - weight, weight]);
    expect(first[2]! + second[2]!).toBe(first[3]);
    expect(second[1]).toBeCloseTo((100 * second[2]!) / second[3]!, 0);
    const p = weight / 100;
    expect(Math.abs(second[2]! - second[3]! * p)).toBeLessThan(6 * Math.sqrt(second[3]! * p * (1 - p)));
  }
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/alias live leads to version 1 and version 2/);
  await split(50);
  await set(lab, 'weight of version 2', '10');
  await seeToEnd(lab);
  await split(10);

  await test.step('who names a version is not shared out', async () => {
    await set(lab, 'the caller names', 'version 2');
    await seeToEnd(lab);
    await expect(lab.scene).toHaveAccessibleName(/version 1, no request yet, 90\s% expected, none counted/);
    await expect(lab.picture.getByText(/1,000 requests name version 2, none the alias live/)).toBeVisible();
    await page.goBack();
    await seeToEnd(lab);
    await split(10);
  });
});

test('a bad canary: the alarm sees it, the deployment is rolled back, the picture, the axis and the log say so', async ({
  page,
}) => {
  const lab = await openLab(page, '/lab/bad-canary-caught?t=150');
  await expect(lab.scene).toHaveAccessibleName(
    /alias live leads to version 1 and version 2.*deployment LambdaCanary10Percent5Minutes of alias live to version 2: (?!.*rolled back).*alarm errors: .* is OK/,
  );
  await expect(lab.timeline).toHaveAccessibleName(/On the axis: Version 2 is deployed, 2:00\.$/);
  await seeToEnd(lab);
  await held(lab, 3, 3);
  await expect(lab.scene).toHaveAccessibleName(
    /alias live leads to version 1;.*version 2, 32 failed;.*rolled back at 3:00, by its alarm/,
  );
  await expect(lab.timeline).toHaveAccessibleName(
    /Version 2 is deployed, 2:00; errors in ALARM, 3:00; deployment rolled back, 3:00; errors OK again, 4:00\./,
  );
  await expect(lab.picture.getByText(/The deployment is rolled back at 3:00\./)).toBeVisible();

  await test.step('its end explains itself', async () => {
    await lab.log.getByRole('button', { name: 'problems', exact: true }).click();
    await goTo(lab, /Deployment 1 .* is stopped by alarm 1 .*: the old version gets all traffic back/);
    await expect(lab.moment).toContainText('3:00 of');
    await expect(lab.track).toHaveAttribute(
      'aria-valuetext',
      /^3:00 of 13:46, errors in ALARM, deployment rolled back$/,
    );
    await expect(lab.causes.nth(1)).toContainText(/alarm 1 .* goes to ALARM/);
    await expect(lab.scene).toHaveAccessibleName(/version 1, 100\s% expected, none counted yet.*is ALARM/);
    await expect(lab.picture.getByRole('button', { name: /^Alarm errors: .*\. ALARM/ })).toBeVisible();
    await lab.picture.getByRole('button', { name: 'rolled back at 3:00' }).press('Enter');
    await expect(lab.why).toContainText('Deployment 1');
    await expect(
      page.getByRole('img', { name: /^Statechart of a deployment\. Deployment 1 .*is in rolled back/ }),
    ).toBeVisible();
  });

  await test.step('without the rollback users go on to meet it, the link carries it, and Back undoes it', async () => {
    await set(lab, 'rolls back', 'off');
    await expect.poll(() => searchOf(page)).toMatchObject({ rollback: 'off' });
    await seeToEnd(lab);
    await expect(lab.scene).not.toHaveAccessibleName(/rolled back/);
    await held(lab, 3, 0);
    const link = new URL(await copyLink(page));
    expect(link.searchParams.get('rollback')).toBe('off');
    await page.goBack();
    await expect(lab.picture.getByRole('switch', { name: 'rolls back' })).toBeChecked();
    expect(searchOf(page)).not.toHaveProperty('rollback');
    await seeToEnd(lab);
    await held(lab, 3, 3);
  });
});

test('the wrong ARN: a version never changes; whoever names the alias gets the mended one', async ({
  page,
}) => {
  const lab = await openLab(page, '/lab/wrong-version-arn');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(
    /alias live leads to version 2; version 1, 120 failed; version 2, no request yet, 100\s% expected, none counted yet/,
  );
  await expect(lab.timeline).toHaveAccessibleName(
    /The code is mended, 0:30; Version 2 is published, 0:45; The alias is pointed to version 2, 1:00\./,
  );
  await held(lab, 3, 3);

  await set(lab, 'the caller names', 'the alias');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(
    /version 1, 60 failed; version 2, 100\s% expected, 100\s% counted, 60 of 60/,
  );
  await held(lab, 3, 2);

  await test.step('what operators do is a switch each: in the link, and undone by Back', async () => {
    await set(lab, 'the alias is moved', 'off');
    await expect
      .poll(() => searchOf(page))
      .toMatchObject({ invokes: expect.stringContaining('live'), move: 'off' });
    await seeToEnd(lab);
    await expect(lab.scene).toHaveAccessibleName(/alias live leads to version 1; version 1, .*120 failed/);
    await expect(lab.timeline).not.toHaveAccessibleName(/The alias is pointed/);
    await page.goBack();
    await expect(lab.picture.getByRole('switch', { name: 'the alias is moved' })).toBeChecked();
    expect(searchOf(page)).not.toHaveProperty('move');
    await seeToEnd(lab);
    await expect(lab.scene).toHaveAccessibleName(/version 2, .* 60 of 60/);
    await page.goBack();
    expect(searchOf(page)).not.toHaveProperty('invokes');
    await seeToEnd(lab);
    await expect(lab.scene).toHaveAccessibleName(/version 1, 120 failed/);
  });
});

test('layers over the limit: the picture names the layer and the limit, and the code before goes on', async ({
  page,
}) => {
  const lab = await openLab(page, '/lab/layers-over-limit?t=12');
  await expect(lab.scene).toHaveAccessibleName(
    /function: refused: too large with this layer, at most 250\sMB, 290\sMB of 250\sMB, code 40\sMB, models 150\sMB, native-libraries 80\sMB, helpers 20\sMB/,
  );
  await goTo(
    lab,
    /Package 2 is refused with 400, InvalidParameterValueException: with layer 2 it is larger than 250\sMB/,
  );
  await expect(lab.causes.nth(1)).toContainText('has layer 1 in it and is 190');
  await lab.picture
    .getByRole('button', { name: /^Creation of function: refused: too large with this layer/ })
    .press('Enter');
  await expect(page.getByRole('img', { name: /^Statechart of .* is in refused/ })).toBeVisible();
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(
    /function: active since 0:30, 210\sMB of 250\sMB, code 40\sMB, models 150\sMB, helpers 20\sMB/,
  );
  await expect(lab.timeline).toHaveAccessibleName(
    /refused: With three layers, the largest first, 0:10; refused: The same in another order, 0:20; With one layer less, 0:30\./,
  );
  await held(lab, 5, 5);
  await set(lab, 'largest layer unzipped', '100');
  await seeToEnd(lab);
  await expect(lab.timeline).toHaveAccessibleName(
    /On the axis: With three layers, the largest first, 0:10; refused: The same in another order, 0:20/,
  );
});

test('CloudFormation: an unchanged key brings nothing, and the refusal is told', async ({ page }) => {
  const lab = await openLab(page, '/lab/cloudformation-unchanged-key?t=12');
  await expect(lab.scene).toHaveAccessibleName(
    /stack CREATE_COMPLETE, the function runs first code, the template has not changed since: first code goes on, fix only lies there/,
  );
  await expect(lab.timeline).toHaveAccessibleName(
    /refused: The stack is updated with the same template, 0:10; The fix is put under a new key, to come/,
  );
  await goTo(lab, /Change 2 is refused, ValidationError: no updates are to be performed/);
  await goTo(lab, /The stack stays CREATE_COMPLETE: .* there are no updates to be performed/);
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/stack UPDATE_COMPLETE, the function runs fix/);
  await held(lab, 5, 5);
  await set(lab, 'template with the object version', 'off');
  await expect.poll(() => searchOf(page)).toMatchObject({ 'object-version': 'off' });
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/stack CREATE_COMPLETE, the function runs first code/);
  await set(lab, 'template with a new key', 'on');
  await seeToEnd(lab);
  await expect(lab.scene).toHaveAccessibleName(/stack UPDATE_COMPLETE, the function runs fix/);
});

// Everything that has a machine of its own can be looked at, in the state it is in.
for (const [id, machines] of [
  ['bad-canary-caught', ['Alias', 'Version', 'Deployment', 'Alarm', 'Change by an operator']],
  ['cloudformation-unchanged-key', ['Creation of a function', 'CloudFormation stack']],
  ['scheduled-scaling-before-peak', ['Provisioned concurrency', 'Application Auto Scaling']],
  ['vpc-addresses-exhausted', ['Network interface']],
] as const)
  test(`the machines of what releases and scales can be opened: ${id}`, async ({ page }) => {
    const lab = await openLab(page, `/lab/${id}`);
    await takenOver(page);
    await seeToEnd(lab);
    const choice = page.getByRole('combobox', { name: 'Machine of' });
    const seen = new Set<string>();
    for (const label of machines) {
      await choice.selectOption({ label });
      const chart = page.getByRole('img', { name: /^Statechart of an? / });
      // The name follows the picture when it has come to rest: until then it is of the machine before.
      await expect(async () => {
        const name = (await chart.getAttribute('aria-label', { timeout: 2_000 }))!;
        const kind = /^Statechart of (.*?)\./.exec(name)![1]!;
        expect(seen).not.toContain(kind);
        // The state it is in is one of those drawn.
        const state = / is in ([\w-]+)/.exec(name)![1]!;
        await expect(chart).toContainText(state, { timeout: 2_000 });
        seen.add(kind);
      }).toPass();
    }
    expect(seen.size).toBe(machines.length);
  });
