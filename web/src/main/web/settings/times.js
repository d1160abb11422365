/** Times in the user's language and time zone. */

const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** @param {number} milliseconds since 1970 @returns {string} the day */
export const day = (milliseconds) => days.format(milliseconds);

/** @param {number} milliseconds since 1970 @returns {string} the day and the minute */
export const moment = (milliseconds) => moments.format(milliseconds);
