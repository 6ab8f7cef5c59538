/* An address with a place that has moved: go on to where it is now. */
"use strict";

function goOn() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place?.classList.contains("moved-place")) location.replace(place.querySelector("a").href);
}

addEventListener("hashchange", goOn);
goOn();
