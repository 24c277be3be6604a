/** What the whole thing is for: from the first page to a prediction, a run, a cause, a question, and back tomorrow. */
import { labOf, openLab, plateOf, seeToEnd, setPace, typeInto } from './lab.ts';
import { expect, test } from './support.ts';

test('start, predict, run, ask why, answer, come back', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/');
  await page.getByRole('link', { name: 'Start: Cold starts' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Cold starts' })).toBeVisible();

  await test.step('a prediction before the first run, and what the run did', async () => {
    const bet = page.getByRole('form', { name: 'Your bet' });
    await bet.getByRole('button', { name: 'Bet and run' }).click();
    await expect(bet.getByText('Choose one first.')).toBeVisible();
    await bet.getByRole('radio', { name: /^One: the very first/ }).check();
    await bet.getByRole('button', { name: 'Bet and run' }).click();
    await expect(bet.getByText('Your bet stands.')).toBeVisible();
    await expect(bet.getByText('The run has decided: it was 10.')).toBeVisible({ timeout: 20_000 });
    const choice = (text: string) => bet.getByRole('paragraph').filter({ hasText: text });
    await expect(choice('All ten.')).toContainText('what the run did');
    await expect(choice('One: the very first.')).toContainText('your prediction');
    await expect(page.getByText('You said 1. It was 10.')).toBeVisible();
  });

  await test.step('the figure follows a dial, and a task ticks itself', async () => {
    const figure = page.getByRole('figure', { name: 'Requests at two gaps' });
    const task = page
      .getByRole('listitem')
      .filter({ hasText: 'bring the lower row down to two cold starts' });
    await expect(figure).toContainText('Twelve minutes apart, all 10 start cold');
    await expect(task.getByRole('status')).toBeEmpty();
    await figure.getByRole('slider', { name: /kept idle for/ }).fill('15');
    await expect(figure).toContainText('Twelve minutes apart, 2 of 10 requests start cold');
    await expect(task.getByRole('status')).toHaveText('done');
  });

  await test.step('the start page says where to go on', async () => {
    await page.getByRole('link', { name: 'Lambdarium, home' }).click();
    await expect(page.getByRole('link', { name: 'Continue: Cold starts' })).toBeVisible();
    await expect(page.getByText('0 of 1 lesson done. Kept in this browser.')).toBeVisible();
  });

  await test.step('the lab asks first, then shows, then says why', async () => {
    await page.getByRole('link', { name: 'Open the lab' }).click();
    await plateOf(page, 'Cold start').click();
    const lab = labOf(page);
    await expect(lab.play).toBeEnabled();
    await expect(lab.log.getByText('No such step yet.')).toBeVisible();
    await setPace(lab, '10 s/s');
    for (const [ask, value] of [
      ['How many requests start cold?', '1'],
      ['How long does the slowest take?', '2.5'],
      ['How many environments are made?', '2'],
    ] as const) {
      await typeInto(lab.bets.getByRole('textbox', { name: ask }), value);
      await lab.bets.getByRole('textbox', { name: ask }).press('Enter');
    }
    await expect(lab.bets).toContainText(
      'You said 1. It was 2: one more, because request 3 finds no environment at all, so environment 2 is made for it.',
      { timeout: 15_000 },
    );
    await expect(lab.bets).toContainText('You said 2.5\u202fs. It was 2.5\u202fs. Right.');
    await expect(lab.moment).toContainText('0:20.00 of 0:20');
    await expect(lab.claims.getByRole('listitem')).toHaveCount(5);
    await expect(lab.claims.getByText('Holds:')).toHaveCount(5);

    await lab.log.getByRole('button', { name: /Request 3 finds no environment at all/ }).click();
    await expect(lab.moment).toContainText('0:15.00');
    await expect(lab.causes.first()).toContainText('Request 3 finds no environment at all');
    await expect(lab.why).toContainText('cold: no environment');
    await lab.log
      .getByRole('button', { name: /Environment 1 returns from the handler/ })
      .first()
      .click();
    await expect(lab.moment).toContainText('0:03.50');
    await expect(lab.causes.nth(1)).toContainText('because');
    // Under the last cause stands what it began with: an arrival or a setting, without a moment of its own.
    const root = lab.causes.filter({ has: page.getByRole('time') }).last();
    await expect(root).toContainText(/request 1/i);
    await root.getByRole('button', { name: /^\d+:\d\d/ }).click();
    await expect(lab.moment).toContainText('0:01.00');
  });

  const quiz = page.getByRole('region', { name: 'Before you go on' });
  await test.step('a question answered right and one answered wrong, each with its reasons', async () => {
    await page.getByRole('link', { name: 'Lessons', exact: true }).click();
    await page.getByRole('link', { name: /^Cold starts\b/ }).click();
    await quiz.getByRole('button', { name: 'Check' }).click();
    await expect(quiz.getByRole('alert')).toHaveText('Choose one.');
    await quiz.getByRole('radio', { name: 'One that finds no free environment.' }).check();
    await quiz.getByRole('button', { name: 'Check' }).click();
    await expect(quiz.getByRole('status')).toHaveText('Right.');
    await expect(quiz.getByText('in both cases Lambda makes an environment')).toBeVisible();
    await expect(quiz.getByText('Time in the handler is work, not waiting.')).toBeVisible();

    await quiz.getByRole('button', { name: 'Question 3, open' }).click();
    await expect(quiz.getByRole('heading', { level: 3 })).toContainText(
      'Then three requests arrive at the same',
    );
    await quiz.getByRole('radio', { name: /^Three: the first burst/ }).check();
    await quiz.getByRole('button', { name: 'Predict and run' }).click();
    await expect(quiz.getByRole('status')).toHaveText('Not right.');
    await expect(quiz.getByRole('listitem').filter({ hasText: 'Eight.' })).toContainText('what the run did');
    await expect(quiz.getByRole('listitem').filter({ hasText: 'Three: the first' })).toContainText(
      'your prediction',
    );
    await expect(
      quiz.getByText('It would be right if environments were thrown away after use.'),
    ).toBeVisible();
    await expect(quiz.getByRole('complementary', { name: 'The run' })).toContainText('Seed');
  });

  await test.step('after a reload it is all still there', async () => {
    await page.reload();
    await expect(quiz.getByRole('button', { name: 'Question 1, right' })).toBeVisible();
    await expect(quiz.getByRole('button', { name: 'Question 3, not right' })).toBeVisible();
    await expect(quiz.getByRole('button', { name: 'Question 2, open' })).toHaveAttribute(
      'aria-current',
      'step',
    );
    await quiz.getByRole('button', { name: 'Question 3, not right' }).click();
    await expect(quiz.getByText('Three find nobody and get an environment each.')).toBeVisible();
    await expect(page.getByText('You said 1. It was 10.')).toBeVisible();
    await page.getByRole('heading', { name: 'What you can do now' }).scrollIntoViewIfNeeded();
    await page.getByRole('link', { name: 'Lambdarium, home' }).click();
    await expect(page.getByText('2 of 12 answered, 1 right')).toBeVisible();
    await expect(page.getByText('1 of 1 lesson done. Kept in this browser.')).toBeVisible();
    await page.reload();
    await expect(page.getByText('2 of 12 answered, 1 right')).toBeVisible();
  });
});

test('every kind of question takes an answer and gives its reasons', async ({ page }) => {
  test.setTimeout(60_000);
  await page.goto('/learn/cold-starts');
  const quiz = page.getByRole('region', { name: 'Before you go on' });
  const open = async (number: number): Promise<void> => {
    await quiz.getByRole('button', { name: `Question ${number}, open` }).click();
    await expect(quiz.getByRole('button', { name: `Question ${number},` })).toHaveAttribute(
      'aria-current',
      'step',
    );
  };

  await test.step('order', async () => {
    await open(2);
    const items = quiz.getByRole('list').filter({ has: page.getByRole('button', { name: /^Move up/ }) });
    const wanted = [
      'A place is found',
      'Extensions start',
      'The runtime starts',
      'The code outside',
      'The handler gets',
      'The environment is frozen',
    ];
    for (const [place, start] of wanted.entries()) {
      const item = items.getByRole('listitem').filter({ hasText: start });
      const up = item.getByRole('button', { name: /^Move up/ });
      for (let left = wanted.length; left > 0; left -= 1) {
        const texts = await items.getByRole('listitem').allTextContents();
        const at = texts.findIndex((text) => text.includes(start));
        if (at === place) break;
        await up.click();
        await expect(items.getByRole('listitem').nth(at - 1)).toContainText(start);
      }
    }
    await quiz.getByRole('button', { name: 'Check' }).click();
    await expect(quiz.getByRole('status')).toHaveText('Right.');
    await expect(quiz.getByText('in its place')).toHaveCount(6);
  });

  await test.step('several', async () => {
    await open(4);
    await quiz.getByRole('checkbox', { name: /global variable/ }).check();
    await quiz.getByRole('checkbox', { name: /local variables/ }).check();
    await quiz.getByRole('button', { name: 'Check' }).click();
    await expect(quiz.getByRole('status')).toHaveText('Not right.');
    await expect(quiz.getByText('They ended with that call.')).toBeVisible();
  });

  await test.step('a number, in any way a person writes it', async () => {
    await open(5);
    const field = quiz.getByRole('textbox');
    await typeInto(field, 'soon');
    await quiz.getByRole('button', { name: 'Check' }).click();
    await expect(quiz.getByRole('alert')).not.toBeEmpty();
    await typeInto(field, '450');
    await quiz.getByRole('button', { name: 'Check' }).click();
    await expect(quiz.getByRole('status')).toHaveText('Right.');
  });

  await test.step('again: the later answer counts', async () => {
    await quiz.getByRole('button', { name: 'Question 4, not right' }).click();
    await quiz.getByRole('button', { name: 'Answer again' }).click();
    for (const name of [/global variable/, /files that an earlier/i, /a connection that/i])
      await quiz.getByRole('checkbox', { name }).check();
    await quiz.getByRole('button', { name: 'Check' }).click();
    await expect(quiz.getByRole('status')).toHaveText('Right.');
    await expect(quiz.getByRole('button', { name: 'Question 4, right' })).toBeVisible();
  });
});

test('a figure opens in the lab with its own settings, nothing of it refused', async ({ page }) => {
  await page.goto('/learn/cold-starts');
  const figures = page.getByRole('figure');
  const names = ['Requests at two gaps', 'What the wait is made of', 'What an environment keeps'];
  for (const name of names) {
    await figures.and(page.getByLabel(name)).getByRole('link', { name: 'Open in the lab' }).click();
    const lab = labOf(page);
    await expect(lab.play).toBeEnabled();
    await expect(page.getByRole('button', { name: 'Close this notice' })).toHaveCount(0);
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: 'Cold starts' })).toBeVisible();
  }
});

test('settings run at once and the picture follows', async ({ page }) => {
  const lab = await openLab(page, '/lab/cold-start');
  await lab.toEnd.click();
  await expect(lab.moment).toContainText('0:20.00');
  const figures = page.getByRole('region', { name: 'Figures of the run' });
  await expect(figures).toContainText(/cold\s*2/);
  await typeInto(lab.picture.getByRole('textbox', { name: 'kept idle' }), '20');
  await lab.picture.getByRole('textbox', { name: 'kept idle' }).press('Enter');
  await seeToEnd(lab);
  await expect(figures).toContainText(/cold\s*1/);
  await expect(lab.claims.getByText('Does not hold:').first()).toBeAttached();
  await lab.picture.getByRole('switch', { name: 'may invoke' }).click();
  await seeToEnd(lab);
  await expect(figures).toContainText(/denied\s*3/);
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(lab.picture.getByRole('switch', { name: 'may invoke' })).toBeChecked();
  await expect(lab.picture.getByRole('textbox', { name: 'kept idle' })).toHaveValue('6');
});
