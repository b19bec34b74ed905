/** What an accepted message set going: runs to wake and clicks to handle, after the commit. */
export interface Accepted {
  wake: string[];
  inbox: string[];
}
