// All of searching but what is seen: for the search page, and for suggestions on any page.

import { shownDay } from "./fields.js";
import { SearchIndex } from "./index.js";
import { markParts } from "./marks.js";
import { parseQuery, searchForm } from "./text.js";

export { SearchIndex, markParts, parseQuery, searchForm, shownDay };
