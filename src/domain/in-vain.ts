/**
 * So many tries of a row in vain, and it holds up nobody else; what somebody on the way refuses is given up then. A try in
 * vain is one that fails although Slack answers: an outage ends no row and changes no order.
 */
export const MOST_IN_VAIN = 5;
