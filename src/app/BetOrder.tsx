/** What comes first, and what then: put in order by buttons, by the arrow keys on them, or by dragging. */
import { useState } from 'react';
import type { OrderBet } from '../sim/bet.ts';
import { OrderList } from './OrderList.tsx';

export interface BetOrderProps {
  readonly bet: OrderBet;
  readonly onSay: (order: readonly number[]) => void;
}

export function BetOrder({ bet, onSay }: BetOrderProps) {
  const [order, setOrder] = useState<readonly string[]>(() => shuffled(bet).map(String));
  return (
    <form
      className="bet-editor"
      aria-label={bet.ask}
      onSubmit={(event) => {
        event.preventDefault();
        onSay(order.map(Number));
      }}
    >
      <OrderList
        items={bet.things.map(({ says }, index) => ({ id: String(index), text: says }))}
        order={order}
        onOrder={setOrder}
        lineClass="bet-thing"
        textClass="min-w-0 flex-1"
      />
      <span className="bet-field">
        <button type="submit" className="button">
          Say it
        </button>
        <span className="quiet-text">
          Use the buttons, the arrow keys on one of them, or drag by the number.
        </span>
      </span>
    </form>
  );
}

/** The alphabet's order, which tells nothing. */
function shuffled({ things }: OrderBet): readonly number[] {
  return things
    .map((_, index) => index)
    .sort((a, b) => (things[a]!.says < things[b]!.says ? -1 : things[a]!.says > things[b]!.says ? 1 : a - b));
}
