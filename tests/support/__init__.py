"""What tests share: servers, waiting, builders."""
