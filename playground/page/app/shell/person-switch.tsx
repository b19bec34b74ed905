import { useRef, type KeyboardEvent, type ReactNode } from "react";
import { Avatar } from "../avatar.js";
import { useDesk } from "../desk.js";
import { firstName, roleOf, userOf } from "../names.js";

/** Who one is right now; the number says how much new waits for somebody. Arrows move. */
export function PersonSwitch(): ReactNode {
  const desk = useDesk();
  const group = useRef<HTMLDivElement>(null);
  const { people, me, waiting } = desk.state;

  const become = (id: string): void => desk.go({ as: id });
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = people[(people.indexOf(me.id) + step + people.length) % people.length];
    if (next === undefined) return;
    become(next);
    group.current?.querySelector<HTMLElement>(`[data-testid="person-switch-${next}"]`)?.focus();
  };

  return (
    <div
      ref={group}
      className="people"
      role="radiogroup"
      aria-label="Who you are"
      onKeyDown={onKeyDown}
    >
      {people.map((id) => {
        const user = userOf(desk.state, id);
        if (!user) return null;
        const count = waiting[id] ?? 0;
        const mine = id === me.id;
        const news = count === 0 ? "" : `, ${count} new`;
        return (
          <button
            key={id}
            type="button"
            role="radio"
            aria-checked={mine}
            tabIndex={mine ? 0 : -1}
            className="person"
            data-testid={`person-switch-${id}`}
            aria-label={`${user.realName}, ${roleOf(user)}${news}`}
            title={`${user.realName}, ${roleOf(user)}`}
            onClick={() => become(id)}
          >
            <Avatar name={user.realName} color={user.color} size="small" />
            <span className="person-text">
              <span className="person-name">{firstName(user)}</span>
              <span className="person-role">{roleOf(user)}</span>
            </span>
            {count > 0 && <span className="badge">{count}</span>}
          </button>
        );
      })}
    </div>
  );
}
