/** The form of the configuration check, group by group; only what has values or matters first stands open. */
import { useState } from 'react';
import { FIELDS, GROUPS, type FieldKey, type GroupId } from '../cost/check-fields.ts';
import type { Verdict } from '../cost/check-rule.ts';
import { isAsked } from '../cost/check-text.ts';
import { VERDICTS, type Checked } from '../cost/configuration-check.ts';
import { CheckField } from './CheckField.tsx';
import type { Check } from './use-check.ts';

/** The worst verdict by the field a rule judges first. */
function worstByField(checked: readonly Checked[]): ReadonlyMap<FieldKey, Verdict> {
  const worst = new Map<FieldKey, Verdict>();
  for (const { rule, verdict, nearest } of checked) {
    const key = nearest?.field ?? rule.inputs[0]!;
    const before = worst.get(key);
    if (before === undefined || VERDICTS.indexOf(verdict) < VERDICTS.indexOf(before)) worst.set(key, verdict);
  }
  return worst;
}

export function CheckForm({ check }: { readonly check: Check }) {
  const [turned, setTurned] = useState<ReadonlyMap<GroupId, boolean>>(new Map());
  const worst = worstByField(check.checked);
  return (
    <form
      className="check-form"
      aria-label="Configuration"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      {GROUPS.map(({ id, title }) => {
        const fields = FIELDS.filter(({ group, key }) => group === id && isAsked(key, check.texts));
        const given = fields.filter(({ key }) => (check.texts[key] ?? '') !== '').length;
        const open = turned.get(id) ?? (id === 'function' || given > 0);
        return (
          <details
            key={id}
            className="check-group"
            open={open}
            onToggle={(event) => {
              const now = event.currentTarget.open;
              if (now !== open) setTurned(new Map([...turned, [id, now]]));
            }}
          >
            <summary>
              <h2>{title}</h2>
              <span className="check-given">{given === 0 ? '' : `${given} given`}</span>
            </summary>
            <div className="check-fields">
              {fields.map((field) => (
                <CheckField
                  key={field.key}
                  field={field}
                  text={check.texts[field.key] ?? ''}
                  problem={check.problems[field.key]}
                  isPasted={check.pasted.has(field.key)}
                  verdict={worst.get(field.key)}
                  onType={(text) => {
                    check.type(field.key, text);
                  }}
                  onSet={(text) => {
                    check.set(field.key, text);
                  }}
                  onKeep={check.keep}
                />
              ))}
            </div>
          </details>
        );
      })}
    </form>
  );
}
