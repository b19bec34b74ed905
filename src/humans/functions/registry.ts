// Every human function of the product, one line each: importing a declaration puts it in the catalogue.
import "./approve.js";
import "./answer.js";
import "./choose.js";
import "./release.js";
import "./edit.js";
import "./provide.js";
import "./assign.js";
import "./review.js";

export {
  functionNames,
  functionOf,
  isOnDraft,
  planHints,
  plannedCall,
  storedFunction,
} from "./catalogue.js";
