import { useEffect, useState } from "react";

const key = "theme";

function systemTheme(): "light" | "dark" {
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function chosenTheme(): "light" | "dark" | undefined {
  const kept = window.localStorage.getItem(key);
  return kept === "light" || kept === "dark" ? kept : undefined;
}

/** Light or dark: what the viewer chose here, otherwise what their system says. */
export function useTheme(): ["light" | "dark", () => void] {
  const [chosen, setChosen] = useState(chosenTheme);
  const [system, setSystem] = useState(systemTheme);
  const theme = chosen ?? system;

  useEffect(() => {
    const media = window.matchMedia("(prefers-color-scheme: dark)");
    const follow = (): void => setSystem(systemTheme());
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, []);

  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);

  const toggle = (): void => {
    const next = theme === "dark" ? "light" : "dark";
    window.localStorage.setItem(key, next);
    setChosen(next);
  };
  return [theme, toggle];
}
