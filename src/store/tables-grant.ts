/** Leave to do one thing once; actors is JSON. */
export interface GrantTable {
  call_id: string;
  run_id: string;
  actors: string;
  tool: string;
  target: string;
  args: string;
  policy: string;
  expires_at: Date;
  digest: string;
  state: string;
  given_at: Date;
  ended_at: Date | null;
  /** The token of the lease that used it up. */
  token: number | null;
}
