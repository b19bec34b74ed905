import type { ReactNode } from "react";
import { Avatar } from "../avatar.js";
import { useDesk } from "../desk.js";
import { userOf } from "../names.js";
import type { Suggestion } from "./suggestions.js";

/** The list above the composer; the composer keeps the focus and moves through it with arrows. */
export function SuggestionList(props: {
  id: string;
  suggestions: Suggestion[];
  active: number;
  onChoose: (suggestion: Suggestion) => void;
}): ReactNode {
  const desk = useDesk();
  return (
    <div
      className="suggestions"
      role="listbox"
      id={props.id}
      aria-label="Suggestions"
      data-testid="suggestions"
    >
      {props.suggestions.map((suggestion, index) => {
        const user = userOf(desk.state, suggestion.userId);
        return (
          <div
            key={suggestion.key}
            id={`${props.id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === props.active}
            className="suggestion"
            // The pointer goes down before the composer would lose the focus.
            onPointerDown={(event) => {
              event.preventDefault();
              props.onChoose(suggestion);
            }}
          >
            {user && (
              <Avatar
                name={user.realName}
                color={user.color}
                isFermata={user.id === desk.state.bot.userId}
                size="small"
              />
            )}
            <span className="suggestion-label">{suggestion.label}</span>
            <span className="suggestion-more">{suggestion.more}</span>
          </div>
        );
      })}
    </div>
  );
}
