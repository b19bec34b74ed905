/** Something a person cannot do in this workspace; the message is a plain sentence for them. */
export class CannotDo extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "CannotDo";
  }
}
