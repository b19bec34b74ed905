/** The line under everything that the practice model wrote. */
export const practiceLine =
  "Practice model: put together from what was read, not written by a language model.";
