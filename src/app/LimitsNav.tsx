/** The topics of the page of limits: beside the list at wide widths, behind a button elsewhere. */
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { Icon } from './Icon.tsx';

interface Topic {
  readonly topic: string;
  readonly title: string;
  readonly facts: readonly unknown[];
}

export interface LimitsNavProps {
  readonly topics: readonly Topic[];
  /** Those with something left after search and filters. */
  readonly groups: readonly Topic[];
  readonly isNarrowed: boolean;
}

export function LimitsNav({ topics, groups, isNarrowed }: LimitsNavProps) {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <nav className="limits-nav" aria-label="Topics">
      <button
        type="button"
        className="button limits-nav-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
      >
        Topics <Icon name={isOpen ? 'close' : 'down'} size={12} />
      </button>
      <ul id={id} className={isOpen ? 'open' : undefined}>
        {topics.map(({ topic, title, facts }) => {
          const left = groups.find((group) => group.topic === topic)?.facts.length ?? 0;
          return (
            <li key={topic} className={left === 0 ? 'empty' : undefined}>
              {left === 0 ? (
                <span className="limits-nav-topic">{title}</span>
              ) : (
                <Link
                  to="."
                  search={true}
                  hash={`topic-${topic}`}
                  className="limits-nav-topic"
                  onClick={() => {
                    setIsOpen(false);
                  }}
                >
                  {title}
                </Link>
              )}
              <span className="limits-nav-count">
                {isNarrowed ? `${left} of ${facts.length}` : facts.length}
              </span>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
