/** System, light or dark: a small menu behind one sign. */
import { useId, useRef } from 'react';
import { useStore } from 'zustand';
import { Icon } from './Icon.tsx';
import { chooseTheme, themeStore, type ThemeChoice } from './theme.ts';

const CHOICES: readonly { readonly choice: ThemeChoice; readonly label: string }[] = [
  { choice: 'system', label: 'as the system' },
  { choice: 'light', label: 'light' },
  { choice: 'dark', label: 'dark' },
];

export function ThemeChoiceMenu() {
  const choice = useStore(themeStore, (state) => state.choice);
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  return (
    <div className="anchor">
      <button type="button" className="icon-button" aria-label="Theme" popoverTarget={id}>
        <span className="theme-sign-light">
          <Icon name="moon" />
        </span>
        <span className="theme-sign-dark">
          <Icon name="sun" />
        </span>
      </button>
      <div
        id={id}
        ref={popover}
        popover="auto"
        className="popover theme-menu"
        role="radiogroup"
        aria-label="Theme"
      >
        {CHOICES.map((item) => (
          <label key={item.choice} className="choice">
            <input
              type="radio"
              name={`${id}-theme`}
              checked={choice === item.choice}
              onChange={() => {
                chooseTheme(item.choice);
              }}
            />
            {item.label}
          </label>
        ))}
      </div>
    </div>
  );
}
