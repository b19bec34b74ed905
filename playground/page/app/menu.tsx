import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from "react";

/** One line of a menu. */
export interface MenuItem {
  key: string;
  label: string;
  danger?: boolean;
  onChoose: () => void;
}

/** A button that opens a menu: arrows move, Enter chooses, Esc closes and gives the focus back. */
export function MenuButton(props: {
  label: string;
  items: MenuItem[];
  children: ReactNode;
  className: string;
  pending?: boolean;
  testId?: string;
  actionId?: string;
}): ReactNode {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = (focusBack: boolean): void => {
    setOpen(false);
    if (focusBack) button.current?.focus();
  };
  return (
    <span className={open ? "menu-root menu-open" : "menu-root"}>
      <button
        ref={button}
        type="button"
        className={props.className}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={props.label}
        aria-busy={props.pending}
        title={props.label}
        data-testid={props.testId}
        data-action-id={props.actionId}
        disabled={props.pending}
        onClick={() => setOpen(!open)}
      >
        {props.children}
      </button>
      {open && <MenuList id={id} label={props.label} items={props.items} close={close} />}
    </span>
  );
}

function MenuList(props: {
  id: string;
  label: string;
  items: MenuItem[];
  close: (focusBack: boolean) => void;
}): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState("");
  const { close } = props;

  useLayoutEffect(() => {
    const box = list.current?.getBoundingClientRect();
    const below = box && box.bottom > window.innerHeight - 8 ? "menu-above " : "";
    const aside = box && box.left < 8 ? "menu-from-left" : "";
    setPlace(below + aside);
    list.current?.querySelector("button")?.focus();
  }, []);

  useEffect(() => {
    const away = (event: PointerEvent): void => {
      const root = list.current?.parentElement;
      if (event.target instanceof Node && !root?.contains(event.target)) close(false);
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [close]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const targets: Record<string, number> = {
      ArrowDown: (at + 1) % buttons.length,
      ArrowUp: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    };
    event.stopPropagation();
    if (event.key === "Tab") return close(false);
    if (event.key === "Escape") {
      event.preventDefault();
      return close(true);
    }
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    buttons[target]?.focus();
  };

  return (
    <div
      ref={list}
      id={props.id}
      role="menu"
      tabIndex={-1}
      aria-label={props.label}
      className={`menu ${place}`}
      onKeyDown={onKeyDown}
    >
      {props.items.map((item) => (
        <button
          key={item.key}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={item.danger ? "menu-item danger" : "menu-item"}
          data-testid={`menu-${item.key}`}
          onClick={() => {
            close(true);
            item.onChoose();
          }}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}
