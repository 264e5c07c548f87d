"use strict";
(() => {
  /* Says a sentence to those who do not see what changed. */
  function voice(element) {
    let timer = 0;
    return (sentence) => {
      clearTimeout(timer);
      element.textContent = "";
      // A new text in the next turn is announced even when it is the same.
      timer = setTimeout(() => {
        element.textContent = sentence;
      }, 50);
    };
  }

  Object.assign(window.dataForm, { voice });
})();
